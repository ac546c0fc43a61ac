import type { JsonObject, JsonValue } from "@/server/core/json";
import { isObject } from "../edits/chain-text";
import { textOf, writtenKey } from "../edits/steps-of";

/** One way out of a step, as it is written. */
export interface Way {
  /** Null: whenever no way before it was taken. */
  when: string | null;
  /** Id or name of a step, or `end`. */
  goto: string;
}

export function waysOf(body: JsonObject): Way[] {
  const written = body[writtenKey(body, "next")];
  return (Array.isArray(written) ? written : []).map((way) => {
    const { when, goto } = isObject(way) ? way : {};
    return { when: textOf(when) ?? null, goto: textOf(goto) ?? "" };
  });
}

/** `next` with a way changed; `place` null: added, before the one without a condition, which takes all that is left. */
export function withWay(body: JsonObject, place: number | null, way: Way): JsonValue {
  const ways = waysOf(body);
  if (place !== null) ways[place] = way;
  else if (way.when !== null && ways.at(-1)?.when === null) ways.splice(-1, 0, way);
  else ways.push(way);
  return ways.map(written);
}

/** `next` without the ways to a step; undefined: none is left. */
export function withoutWaysTo(body: JsonObject, isIt: (goto: string) => boolean): JsonValue | undefined {
  const left = waysOf(body).filter(({ goto }) => !isIt(goto));
  return left.length > 0 ? left.map(written) : undefined;
}

function written({ when, goto }: Way): JsonObject {
  const condition = when?.trim() ?? "";
  return condition === "" ? { goto } : { when: condition, goto };
}
