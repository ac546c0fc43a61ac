/** A coloured piece of a YAML line. Enough for reading; the editor has a real grammar. */
export interface YamlToken {
  kind: "key" | "string" | "number" | "template" | "comment" | "plain";
  text: string;
}

const PIECE =
  /(\{\{.*?\}\})|("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|((?:^|\s)#.*$)|([\w.-]+)(?=\s*:(?:\s|$))|((?<=[\s:,[{(]|^)-?\d+(?:\.\d+)?(?=[\s,\]}]|$)|\b(?:true|false|null)\b)/g;
const KINDS = ["template", "string", "comment", "key", "number"] as const;
const TEMPLATE = /(\{\{.*?\}\})/;

/** Cuts one line into pieces. Their texts put together give the line back. */
export function tokenizeYamlLine(line: string): YamlToken[] {
  const tokens: YamlToken[] = [];
  let end = 0;
  for (const match of line.matchAll(PIECE)) {
    if (match.index > end) tokens.push({ kind: "plain", text: line.slice(end, match.index) });
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? "plain";
    if (kind === "string") tokens.push(...splitTemplates(match[0]));
    else tokens.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) tokens.push({ kind: "plain", text: line.slice(end) });
  return tokens;
}

/** Expressions keep their colour inside of quotes. */
function splitTemplates(text: string): YamlToken[] {
  return text
    .split(TEMPLATE)
    .filter((part) => part !== "")
    .map((part): YamlToken => ({ kind: TEMPLATE.test(part) ? "template" : "string", text: part }));
}
