import { parse, stringify } from "yaml";

/** A definition as a file: it holds no ids and no values of secrets. `as`: what it is to be written in. */
export function exportFile(
  { name, source, language }: { name: string; source: string; language: "yaml" | "json" },
  as: "yaml" | "json",
): { name: string; text: string; type: string } {
  const text = language === as ? source : translate(source, as);
  const type = as === "json" ? "application/json" : "application/yaml";
  return { name: `${fileName(name)}.${as === "json" ? "json" : "yaml"}`, text, type };
}

/** JSON is YAML too, so one reader serves both. Comments do not survive the way to JSON. */
function translate(source: string, as: "yaml" | "json"): string {
  const data: unknown = parse(source);
  return as === "json" ? `${JSON.stringify(data, null, 2)}\n` : stringify(data, { lineWidth: 0 });
}

/** `Shop watch (copy)` → `shop-watch-copy`. */
const fileName = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80) || "chain";
