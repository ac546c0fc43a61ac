import type { Page } from "playwright";
import { z } from "zod";

const css = z.string().min(1);
export const fieldSchema = z
  .union([
    css,
    z.strictObject({
      css: css.default(":scope").describe("Selector inside the item; the item itself by default."),
      attribute: z
        .string()
        .min(1)
        .optional()
        .describe("Take this attribute instead of the text; addresses become absolute."),
      type: z.enum(["text", "number", "html"]).default("text").describe("text, number or html."),
    }),
  ])
  .describe("Selector of the text, or what to take from it.");
export type Field = z.output<typeof fieldSchema>;
export const fieldsSchema = z.record(z.string().min(1), fieldSchema);

export type Row = Record<string, string | number | null>;

interface Wanted {
  name: string;
  css: string;
  attribute: string | null;
  html: boolean;
}

/** The fields of each element that fits `items`. A field that an item lacks is null. */
export async function extractRows(
  page: Page,
  items: string,
  { fields, limit }: { fields: Record<string, Field>; limit: number },
): Promise<Row[]> {
  const wanted = Object.entries(fields).map(([name, field]) => wantedField(name, field));
  // No named functions inside: this runs in the page, as text.
  const found = await page.locator(`css=${items}`).evaluateAll(
    (elements, { wanted, limit }) =>
      elements.slice(0, limit).map((item) =>
        wanted.map((field) => {
          const element = field.css === ":scope" ? item : item.querySelector(field.css);
          if (!element) return null;
          if (field.html) return element.innerHTML;
          // biome-ignore lint/performance/useDomNodeTextContent: what people see, without hidden parts.
          if (field.attribute === null) return (element as HTMLElement).innerText ?? element.textContent;
          const value = element.getAttribute(field.attribute);
          const isAddress = value !== null && ["href", "src", "action"].includes(field.attribute);
          return isAddress && URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : value;
        }),
      ),
    { wanted, limit },
  );
  return found.map((texts) =>
    Object.fromEntries(wanted.map(({ name }, index) => [name, typed(texts[index] ?? null, fields[name])])),
  );
}

function wantedField(name: string, field: Field): Wanted {
  if (typeof field === "string") return { name, css: field, attribute: null, html: false };
  return { name, css: field.css, attribute: field.attribute ?? null, html: field.type === "html" };
}

function typed(text: string | null, field: Field | undefined): string | number | null {
  if (text === null) return null;
  if (typeof field === "object" && field.type === "html") return text;
  const clean = text.replace(/[^\S\n]+/g, " ").trim();
  return typeof field === "object" && field.type === "number" ? parseNumber(clean) : clean;
}

/**
 * The first number of a text such as `$1,299.00`, `1.299,00 €` or `-3`. A last separator with one or two digits behind it
 * starts the fraction; any other groups thousands.
 */
export function parseNumber(text: string): number | null {
  const found = /[-−]?\d[\d.,' \u00a0\u202f]*/
    .exec(text)?.[0]
    .replace(/[ '\u00a0\u202f]/g, "")
    .replace(/[.,]+$/, "");
  if (found === undefined) return null;
  const fraction = /[.,](\d{1,2})$/.exec(found)?.[1];
  const whole = fraction === undefined ? found : found.slice(0, -fraction.length - 1);
  const separators = new Set(whole.match(/[.,]/g) ?? []);
  const plainDecimal = fraction === undefined && separators.size === 1 && /^-?0?[.,]\d+$/.test(found);
  const digits = plainDecimal
    ? found.replace(",", ".")
    : `${whole.replace(/[.,]/g, "")}${fraction ? `.${fraction}` : ""}`;
  return Number(digits.replace("−", "-"));
}
