/** A Markdown table; a cell may hold anything on one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => outsideCode(cell.replaceAll("|", "\\|").replaceAll("\n", " "))).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** `<name>` outside of code would be read as HTML. */
const outsideCode = (text: string): string =>
  text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "\\<") : part))
    .join("`");

/** A name as code. */
export const code = (text: string): string => `\`${text}\``;

/** A generated page: its title, where it comes from, its parts. */
export function page(title: string, source: string, parts: readonly string[]): string {
  const note = `> Generated from ${source} by \`npm run docs\`. Do not edit this page: change the source.`;
  return `${[`# ${title}`, note, ...parts].join("\n\n").trimEnd()}\n`;
}
