import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { JsonObject, JsonValue } from "@/server/core/json";
import type { Path } from "../text/place";

/** A definition that could be read: its data, and the tree that knows where everything stands. */
export interface ChainText {
  text: string;
  document: Document.Parsed;
  data: JsonObject;
}

const REMEMBERED = 4;
const remembered: { text: string; read: ChainText | null }[] = [];

/** Null while the text cannot be read as one mapping. The last answers are kept: every view asks about the same text. */
export function readChainText(text: string): ChainText | null {
  const known = remembered.find((one) => one.text === text);
  if (known) return known.read;
  const read = parse(text);
  remembered.unshift({ text, read });
  remembered.length = Math.min(remembered.length, REMEMBERED);
  return read;
}

function parse(text: string): ChainText | null {
  try {
    const document = parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, prettyErrors: false });
    if (document.errors.length > 0) return null;
    const data: unknown = document.contents === null ? {} : document.toJS({ maxAliasCount: 100 });
    return isObject(data) ? { text, document, data } : null;
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of plain data; undefined when there is none. */
export function valueAt(data: JsonValue | undefined, path: Path): JsonValue | undefined {
  let value = data;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** A place in a mapping or a list of the text. */
export type Slot =
  | { kind: "pair"; map: YAMLMap; pair: Pair; index: number }
  | { kind: "item"; list: YAMLSeq; node: Node | null; index: number }
  | { kind: "root"; node: Node | null };

/** Where the value at a path is held; null: there is no such place. */
export function slotAt({ document }: ChainText, path: Path): Slot | null {
  let slot: Slot = { kind: "root", node: document.contents };
  for (const part of path) {
    const node = nodeOf(slot);
    const next: Slot | null = isMap(node)
      ? pairSlot(node, String(part))
      : isSeq(node) && typeof part === "number"
        ? itemSlot(node, part)
        : null;
    if (next === null) return null;
    slot = next;
  }
  return slot;
}

function pairSlot(map: YAMLMap, key: string): Slot | null {
  const index = map.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  const pair = map.items[index];
  return pair ? { kind: "pair", map, pair, index } : null;
}

function itemSlot(list: YAMLSeq, index: number): Slot | null {
  return index >= 0 && index < list.items.length
    ? { kind: "item", list, node: asNode(list.items[index]), index }
    : null;
}

/** The value that a place holds. */
export const nodeOf = (slot: Slot): Node | null => (slot.kind === "pair" ? asNode(slot.pair.value) : slot.node);

const asNode = (value: unknown): Node | null =>
  typeof value === "object" && value !== null && "range" in value ? (value as Node) : null;

/** Start and end of a node in the text. */
export function spanOf(node: unknown): [number, number] | null {
  const range = asNode(node)?.range;
  return range ? [range[0], range[1]] : null;
}
