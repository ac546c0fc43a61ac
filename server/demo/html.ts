const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | number | Html | readonly Html[] | null | false;

/** A template whose values are escaped, unless they are markup already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const texts = parts.map((part) => {
    if (part === null || part === false) return "";
    if (part instanceof Html) return part.markup;
    if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
    return part.map((one) => one.markup).join("");
  });
  return new Html(String.raw({ raw: strings }, ...texts));
}
