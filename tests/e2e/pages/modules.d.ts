/** What the editor packages ship without types of their own. */
declare module '*.css';
declare module 'quill1' {
  export { default } from 'quill';
}
