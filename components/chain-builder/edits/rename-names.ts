/**
 * Renames what templates and conditions call a step: its id (`steps.ID`, `errors.ID`) or its result (`KEY`, `results.KEY`).
 * Texts in quotes, filters and names of arguments inside an expression are left alone.
 */
export interface Renaming {
  of: "id" | "result";
  from: string;
  to: string;
}

const PARTS = /("[^"]*"|'[^']*')|([A-Za-z_][\w-]*)((?:\.[\w-]+|\[\d+\]|\[(?:"[^"]*"|'[^']*')\])*)(\s*:)?/g;
const LIQUID = /\{\{-?[\s\S]*?\}\}|\{%-?[\s\S]*?%\}/g;
const CLASSIC = /(?<!\{)\{([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*)\}(?!\})/g;

/** In a text with `{{ }}`, `{% %}` or `{single}` braces. */
export function renameInTemplate(text: string, renaming: Renaming): string {
  if (!text.includes("{")) return text;
  const outside = text
    .split(LIQUID)
    .map((part) => part.replace(CLASSIC, (_, path) => `{${renamePath(path, renaming)}}`));
  const inside = (text.match(LIQUID) ?? []).map((part) => renameInExpression(part, renaming));
  return outside.flatMap((part, index) => [part, inside[index] ?? ""]).join("");
}

/** In an expression without braces, as `when` has it; with braces the same. */
export function renameInExpression(expression: string, renaming: Renaming): string {
  return expression.replace(PARTS, (whole, quoted, name, rest, colon, offset: number) => {
    const isFilter = /(?<!\|)\|\s*$/.test(expression.slice(0, offset));
    const isInside = /[.\w-]$/.test(expression.slice(0, offset));
    if (quoted || isFilter || isInside || (colon && !rest)) return whole;
    return renamePath(`${name}${rest}`, renaming) + (colon ?? "");
  });
}

function renamePath(path: string, { of, from, to }: Renaming): string {
  const [, root = "", rest = ""] = /^([A-Za-z_][\w-]*)([\s\S]*)$/.exec(path) ?? [];
  if (of === "result" && root === from) return to + rest;
  const holders = of === "id" ? ["steps", "errors"] : ["results"];
  if (!holders.includes(root)) return path;
  const [whole, dotted, quoted] = /^(?:\.([\w-]+)|\[["']([^"']*)["']\])/.exec(rest) ?? [];
  if (whole === undefined || (dotted ?? quoted) !== from) return path;
  return root + (dotted === undefined ? `["${to}"]` : `.${to}`) + rest.slice(whole.length);
}
