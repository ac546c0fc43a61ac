import type { YAMLSeq } from "yaml";
import type { JsonValue } from "@/server/core/json";
import type { Slot } from "./chain-text";
import { contentEnd, lineEnd, lineStart, type Scene, type TextEdit } from "./text-edit";
import { blockItemValue } from "./write-value";

/** The lines of an item: comments right above it and comments inside of it belong to it. Without the last line end. */
interface Chunk {
  from: number;
  to: number;
  dash: number;
}

export function blockSetItem({ text }: Scene, slot: Slot & { kind: "item" }, value: JsonValue): TextEdit[] | null {
  const dash = dashOf(slot.list, slot.index);
  if (dash === null) return null;
  const to = Math.max(dash + 1, contentEnd(text, slot.node) ?? 0);
  return [{ from: dash + 1, to, insert: blockItemValue(value, dash - lineStart(text, dash), slot.node) }];
}

export function blockInsertItem({ text }: Scene, list: YAMLSeq, index: number, value: JsonValue): TextEdit[] | null {
  const chunks = chunksOf(text, list);
  const first = chunks?.[0];
  if (!chunks || !first) return null;
  const column = first.dash - lineStart(text, first.dash);
  const written = `${" ".repeat(column)}-${blockItemValue(value, column, null)}`;
  const gap = isSpaced(text, chunks) ? "\n\n" : "\n";
  const below = chunks[index];
  if (below) return [{ from: below.from, to: below.from, insert: `${written}${gap}` }];
  const last = chunks.at(-1) ?? first;
  return [{ from: last.to, to: last.to, insert: `${gap}${written}` }];
}

export function blockRemoveItem({ text }: Scene, list: YAMLSeq, index: number): TextEdit[] | null {
  const chunks = chunksOf(text, list);
  const own = chunks?.[index];
  if (!chunks || !own) return null;
  const next = chunks[index + 1];
  if (next) return [{ from: own.from, to: next.from, insert: "" }];
  const above = chunks[index - 1];
  return above ? [{ from: above.to, to: own.to, insert: "" }] : null;
}

/** Items change places; the blank lines between them stay. */
export function blockMoveItem({ text }: Scene, list: YAMLSeq, from: number, to: number): TextEdit[] | null {
  const chunks = chunksOf(text, list);
  if (!chunks) return null;
  const [low, high] = from < to ? [from, to] : [to, from];
  const slots = chunks.slice(low, high + 1);
  const order = [...slots];
  order.splice(to - low, 0, ...order.splice(from - low, 1));
  const first = slots[0];
  const last = slots.at(-1);
  if (!first || !last) return null;
  const insert = slots
    .map((slot, index) => {
      const placed = order[index] ?? slot;
      const next = slots[index + 1];
      return text.slice(placed.from, placed.to) + (next ? text.slice(slot.to, next.from) : "");
    })
    .join("");
  return [{ from: first.from, to: last.to, insert }];
}

function chunksOf(text: string, list: YAMLSeq): Chunk[] | null {
  const chunks: Chunk[] = [];
  for (const [index, node] of list.items.entries()) {
    const dash = dashOf(list, index);
    if (dash === null) return null;
    const start = lineStart(text, dash);
    if (text.slice(start, dash).trim() !== "") return null;
    const end = lineEnd(text, Math.max(dash + 1, contentEnd(text, node) ?? 0));
    chunks.push({ from: aboveComments(text, start), to: throughComments(text, end, dash - start), dash });
  }
  return chunks;
}

function dashOf(list: YAMLSeq, index: number): number | null {
  const token = list.srcToken;
  if (token?.type !== "block-seq") return null;
  const dashed = token.items.filter(({ start }) => start.some(({ type }) => type === "seq-item-ind"));
  return dashed[index]?.start.find(({ type }) => type === "seq-item-ind")?.offset ?? null;
}

/** Back over the comment lines that stand right above a line and as far left. */
function aboveComments(text: string, start: number): number {
  const indent = /^ */.exec(text.slice(start))?.[0].length ?? 0;
  let from = start;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    const [space = "", mark] = /^( *)(#?)/.exec(text.slice(above, from))?.slice(1) ?? [];
    if (mark !== "#" || space.length !== indent) break;
    from = above;
  }
  return from;
}

/** On over the comment lines that are indented deeper than the dash. */
function throughComments(text: string, end: number, column: number): number {
  let to = end;
  while (to < text.length) {
    const next = lineEnd(text, to + 1);
    const indent = /^( *)#/.exec(text.slice(to + 1, next))?.[1]?.length;
    if (indent === undefined || indent <= column) break;
    to = next;
  }
  return to;
}

const isSpaced = (text: string, chunks: readonly Chunk[]): boolean =>
  chunks.length > 1 &&
  chunks.every((chunk, index) => {
    const next = chunks[index + 1];
    return !next || /\n[ \t]*\n/.test(text.slice(chunk.to, next.from));
  });
