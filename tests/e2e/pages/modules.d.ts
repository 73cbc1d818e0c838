/** Types for editor packages that don't ship their own. */
declare module '*.css';
declare module 'quill1' {
  export { default } from 'quill';
}
