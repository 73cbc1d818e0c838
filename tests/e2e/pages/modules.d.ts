/** Types for editor packages that don't ship their own. */
declare module '*.css';
declare module 'quill1' {
  export { default } from 'quill';
}
declare module 'jquery' {
  const jquery: (element: Element) => unknown;
  export default jquery;
}
declare module 'summernote/dist/summernote-lite.js';
