/** Finds lines of a text as spans, without the DOM. */

/** Returns the span of a line of `text`, counted from 1, without the space around it. A number out of range gives the nearest line. */
export function findLine(text: string, line: number): { start: number; end: number } {
  const lines = text.split('\n');
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  const content = lines[index] ?? '';
  return {
    start: start + content.length - content.trimStart().length,
    end: start + content.trimEnd().length,
  };
}
