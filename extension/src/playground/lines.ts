/** Lines of a text as spans. No DOM. */

/** The span of a line of `text`, from 1, without the space around it; the whole first line where there is no such line. */
export function lineSpan(text: string, line: number): { start: number; end: number } {
  const lines = text.split('\n');
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  const content = lines[index] ?? '';
  return {
    start: start + content.length - content.trimStart().length,
    end: start + content.trimEnd().length,
  };
}
