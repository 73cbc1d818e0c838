/** A style sheet as a string, from esbuild's text loader. */
declare module '*.css' {
  const sheet: string;
  export default sheet;
}

/** The lists that the extension shares with the server. `facts.mjs` reads them from the server's data files. */
declare module 'softsell:facts' {
  const facts: {
    readonly platforms: readonly {
      readonly id: string;
      readonly title: string;
      readonly limit: number | null;
      readonly fold: number | null;
      readonly counts: string;
    }[];
    /** By name. platforms.toml explains the keys. */
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
    /** Top-level domains, separated by spaces. Those with two letters belong to countries. */
    readonly domains: string;
    readonly dimensions: Readonly<
      Record<
        string,
        {
          readonly title: string;
          readonly finding: string;
          readonly levels: readonly [number, number, number];
        }
      >
    >;
    readonly usualLevels: readonly [number, number, number];
    readonly audiences: readonly string[];
    readonly postKinds: readonly string[];
  };
  export default facts;
}

/** Scripts of the build that tests use. */
declare module '*/icons.mjs' {
  export function drawIcon(size: number): Uint8Array;
}

declare module '*/store/check-chrome.mjs' {
  export function sizeOf(bytes: Uint8Array): string | null;
  export function findProblems(files: Readonly<Record<string, Uint8Array>>, listing: string): string[];
}
