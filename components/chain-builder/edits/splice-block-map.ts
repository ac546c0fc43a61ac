import { isCollection, isScalar, type Pair, Scalar, type YAMLMap } from "yaml";
import type { JsonValue } from "@/server/core/json";
import type { Path } from "../text/place";
import { nodeOf, type Slot, spanOf } from "./chain-text";
import { keyAbove } from "./key-order";
import { contentEnd, lineEnd, lineStart, type Scene, type TextEdit } from "./text-edit";
import { blockKey, blockPairValue } from "./write-value";

/** Replaces the value of a key. A comment behind a value on the same line stays where it is. */
export function blockSetPair({ text }: Scene, slot: Slot & { kind: "pair" }, value: JsonValue): TextEdit[] | null {
  const colon = colonEnd(slot.pair);
  const key = spanOf(slot.pair.key);
  const old = nodeOf(slot);
  if (colon === null || key === null) return null;
  const end = Math.max(colon, contentEnd(text, old) ?? colon);
  const written = blockPairValue(String(keyOf(slot.pair)), value, columnOf(text, key[0]), old);
  const from = spanOf(old)?.[0] ?? colon;
  const sameLine = !text.slice(colon, from).includes("\n") && !isBlock(old);
  if (sameLine && from > colon && !written.startsWith("\n")) return [{ from, to: end, insert: written.slice(1) }];
  return [{ from: colon, to: end, insert: written }];
}

/** Adds a key where people expect it: behind the key that usually stands above it. */
export function blockAddPair(
  { text }: Scene,
  map: YAMLMap,
  { path, key, value }: { path: Path; key: string; value: JsonValue },
): TextEdit[] | null {
  const first = spanOf(map.items[0]?.key);
  if (!first) return null;
  const indent = columnOf(text, first[0]);
  const written = `${blockKey(key)}:${blockPairValue(key, value, indent, null)}`;
  const space = " ".repeat(indent);
  const above = keyAbove(path, key, map.items.map(keyOf));
  if (above === -1) return [{ from: first[0], to: first[0], insert: `${written}\n${space}` }];
  const pair = map.items[above];
  const end = pair && pairEnd(text, pair);
  if (end === null || end === undefined) return null;
  const at = lineEnd(text, end);
  return [{ from: at, to: at, insert: `\n${space}${written}` }];
}

/** Takes a key out with its whole lines. */
export function blockRemovePair({ text }: Scene, { map, pair, index }: Slot & { kind: "pair" }): TextEdit[] | null {
  const key = spanOf(pair.key);
  const end = pairEnd(text, pair);
  if (key === null || end === null) return null;
  const start = lineStart(text, key[0]);
  if (text.slice(start, key[0]).trim() === "") {
    const to = lineEnd(text, end);
    return to < text.length ? [{ from: start, to: to + 1, insert: "" }] : [{ from: start - 1, to, insert: "" }];
  }
  // Behind a dash: the next key takes the place.
  const next = spanOf(map.items[index + 1]?.key);
  return next ? [{ from: key[0], to: next[0], insert: "" }] : null;
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : "");

/** Behind the colon of a key. */
function colonEnd(pair: Pair): number | null {
  const token = pair.srcToken;
  if (!token || !("sep" in token)) return null;
  const colon = token.sep?.find(({ type }) => type === "map-value-ind");
  return colon ? colon.offset + 1 : null;
}

function pairEnd(text: string, pair: Pair): number | null {
  const colon = colonEnd(pair);
  return colon === null ? null : Math.max(colon, contentEnd(text, pair.value) ?? colon);
}

const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

const isBlock = (node: unknown): boolean =>
  (isCollection(node) && !node.flow) ||
  (isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED));
