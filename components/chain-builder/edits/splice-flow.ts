import { isPair, type YAMLMap, type YAMLSeq } from "yaml";
import type { JsonValue } from "@/server/core/json";
import { nodeOf, type Slot, spanOf } from "./chain-text";
import { indentAt, type Scene, type TextEdit } from "./text-edit";
import { flowPair, flowValue, jsonValue } from "./write-value";

/** Inside of braces and brackets: JSON, and the short form of YAML. */
export function flowSet({ text, json }: Scene, slot: Slot, value: JsonValue): TextEdit[] | null {
  const old = nodeOf(slot);
  const span = spanOf(old);
  if (!span || span[0] === span[1]) return null;
  const insert = json ? jsonValue(value, text.includes("\n") ? indentAt(text, span[0]) : null) : flowValue(value, old);
  return [{ from: span[0], to: span[1], insert }];
}

interface Added {
  index: number;
  /** Null: an item of a list. */
  key: string | null;
  value: JsonValue;
}

export function flowAdd({ text, json }: Scene, holder: YAMLMap | YAMLSeq, added: Added): TextEdit[] | null {
  const spans = itemSpans(holder);
  const whole = spanOf(holder);
  const first = spans?.[0];
  if (!spans || !whole || !first) return null;
  const lines = text.slice(whole[0], first[0]).includes("\n");
  const indent = indentAt(text, first[0]);
  const gap = lines ? `\n${" ".repeat(indent)}` : json && !text.includes("\n") ? "" : " ";
  const written = writeAdded(added, json, json && text.includes("\n") ? indent : null);
  const below = spans[added.index];
  if (below) return [{ from: below[0], to: below[0], insert: `${written},${gap}` }];
  const last = spans.at(-1) ?? first;
  return [{ from: last[1], to: last[1], insert: `,${gap}${written}` }];
}

function writeAdded({ key, value }: Added, json: boolean, indent: number | null): string {
  if (!json) return key === null ? flowValue(value, null) : flowPair(key, value);
  const written = jsonValue(value, indent);
  return key === null ? written : `${JSON.stringify(key)}:${indent === null ? "" : " "}${written}`;
}

export function flowRemove({ text }: Scene, holder: YAMLMap | YAMLSeq, index: number): TextEdit[] | null {
  const spans = itemSpans(holder);
  const whole = spanOf(holder);
  const own = spans?.[index];
  if (!spans || !own || !whole) return null;
  if (spans.length === 1) return [{ from: whole[0] + 1, to: whole[1] - 1, insert: "" }];
  const next = spans[index + 1];
  if (next) return [{ from: own[0], to: next[0], insert: "" }];
  const above = spans[index - 1];
  return above && !text.slice(above[1], own[1]).includes("#") ? [{ from: above[1], to: own[1], insert: "" }] : null;
}

/** Items change places; what stands between them stays. */
export function flowMove({ text }: Scene, holder: YAMLSeq, from: number, to: number): TextEdit[] | null {
  const spans = itemSpans(holder);
  if (!spans) return null;
  const order = [...spans];
  order.splice(to, 0, ...order.splice(from, 1));
  return spans.flatMap((slot, index) => {
    const placed = order[index] ?? slot;
    return placed === slot ? [] : [{ from: slot[0], to: slot[1], insert: text.slice(placed[0], placed[1]) }];
  });
}

function itemSpans(holder: YAMLMap | YAMLSeq): [number, number][] | null {
  const spans: [number, number][] = [];
  for (const item of holder.items) {
    const [first, last] = isPair(item) ? [spanOf(item.key), spanOf(item.value)] : [spanOf(item), spanOf(item)];
    if (!first) return null;
    spans.push([first[0], Math.max(first[1], last?.[1] ?? 0)]);
  }
  return spans;
}
