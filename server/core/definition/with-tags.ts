import { isMap, isScalar, parseDocument } from "yaml";

/** Needs no quotes. */
const plain = /^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u;

/** A definition's text with these tags; what says anything else stays as it was written. Null: it cannot be read. */
export function withTags(source: string, tags: readonly string[]): string | null {
  if (source.trimStart().startsWith("{")) return jsonWithTags(source, tags);
  const document = parseDocument(source);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const list = `[${tags.map(tagText).join(", ")}]`;
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === "tags");
  const text = pair ? replaced(source, pair, list) : `${endLine(source)}tags: ${list}\n`;
  const again = text === null ? null : parseDocument(text);
  if (text !== null && again && says(again.toJS(), document.toJS(), tags)) return text;
  document.set("tags", [...tags]);
  return document.toString({ lineWidth: 0 });
}

function jsonWithTags(source: string, tags: readonly string[]): string | null {
  try {
    const data: unknown = JSON.parse(source);
    return `${JSON.stringify({ ...(data as object), tags }, null, 2)}\n`;
  } catch {
    return null;
  }
}

/** From behind the key to the end of its value. */
function replaced(source: string, pair: { key: unknown; value: unknown }, list: string): string | null {
  const [key, value] = [rangeOf(pair.key), rangeOf(pair.value)];
  if (!key || !value) return null;
  const end = value[1] - (/\s*$/.exec(source.slice(value[0], value[1]))?.[0].length ?? 0);
  return `${source.slice(0, key[1])}: ${list}${source.slice(end)}`;
}

function rangeOf(node: unknown): readonly [number, number, number] | null {
  const { range } = (node ?? {}) as { range?: [number, number, number] | null };
  return range ?? null;
}

const endLine = (source: string): string => (source === "" || source.endsWith("\n") ? source : `${source}\n`);

const tagText = (tag: string): string =>
  plain.test(tag) && !/^(true|false|null|yes|no|on|off|~|\d[\d_]*)$/i.test(tag.trim()) ? tag : JSON.stringify(tag);

function says(now: unknown, before: unknown, tags: readonly string[]): boolean {
  const rest = (data: unknown) => JSON.stringify({ ...(data as object), tags: null });
  const found = (now as { tags?: unknown } | null)?.tags;
  const sorted = (data: unknown) =>
    Object.entries(JSON.parse(rest(data)) as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    JSON.stringify(found) === JSON.stringify(tags) && JSON.stringify(sorted(now)) === JSON.stringify(sorted(before))
  );
}
