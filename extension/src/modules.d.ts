/** esbuild's text loader: a style sheet as a string. */
declare module '*.css' {
  const sheet: string;
  export default sheet;
}

/** The closed lists that the extension shares with the server; `facts.mjs` reads them from the server's data files. */
declare module 'softsell:facts' {
  const facts: {
    readonly platforms: readonly {
      readonly id: string;
      readonly title: string;
      readonly limit: number | null;
      readonly fold: number | null;
      readonly counts: string;
    }[];
    /** By name; what the keys mean is said in platforms.toml. */
    readonly counting: Readonly<
      Record<
        string,
        {
          readonly unit: 'code-points' | 'utf-16' | 'utf-8' | 'graphemes';
          readonly compose?: boolean;
          readonly emoji?: number | 'utf-8';
          readonly narrow?: readonly (readonly [number, number])[];
          readonly link?: number;
          readonly 'bare-links'?: boolean;
          readonly 'short-handles'?: boolean;
        }
      >
    >;
    /** Top-level domains with spaces between them; those of two letters are countries. */
    readonly domains: string;
    readonly dimensions: Readonly<Record<string, { readonly title: string; readonly finding: string }>>;
    readonly audiences: readonly string[];
  };
  export default facts;
}
