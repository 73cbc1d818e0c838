/** esbuild's text loader: a style sheet as a string. */
declare module '*.css' {
  const sheet: string;
  export default sheet;
}
