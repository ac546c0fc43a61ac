/**
 * `for_each`: a step that runs once for each item of a list.
 *
 * | the loop                                            | then                                              |
 * | begins                                              | its list is evaluated once, and kept              |
 * | has an empty list                                   | succeeded with []                                 |
 * | has fewer than `concurrency` items going on         | the next items begin, in order                    |
 * | has an item that failed for good                    | the others stop, and then it has failed           |
 * | the same under `continue`                           | goes on; the item's result is null                |
 * | has no item left                                    | succeeded with the results in the list's order    |
 */
import type { JsonValue } from "../json";
import { renderValue } from "../template/render";
import { TemplateError } from "../template/template-error";
import { startAttempt, startTotalTime } from "./attempting";
import { contextOf } from "./context";
import type { Draft } from "./draft";
import { failForGood } from "./failing";
import { PENDING_STEP } from "./state";
import { isStopping } from "./stopping";
import { succeed } from "./succeeding";

/** More items than this are a mistake, or an attack. */
export const MAX_ITEMS = 10_000;

/** Begins a loop: what the list is now, it stays. */
export function startLoop(draft: Draft, index: number, items: JsonValue): void {
  const place = { step: index };
  const list = listOf(draft, index, items);
  if (!Array.isArray(list)) return failForGood(draft, place, { ...list, retryable: false });
  const loop = { list, items: list.map(() => PENDING_STEP), begun: 0, active: 0 };
  const startedAt = draft.step(index).startedAt ?? draft.at;
  draft.move(place, "running", { attempt: 1, startedAt, loop }, { items: list.length });
  startTotalTime(draft, index);
  advanceLoop(draft, index);
}

/** Begins the items whose turn it is, or ends the loop. */
export function advanceLoop(draft: Draft, index: number): void {
  const { loop, error } = draft.step(index);
  // While the execution ends its items stop, and it is canceled with them.
  if (!loop || isStopping(draft, { step: index })) return;
  if (error !== null) {
    if (loop.active === 0) failForGood(draft, { step: index }, error);
    return;
  }
  if (draft.state.status === "running") beginItems(draft, index);
  const now = draft.step(index).loop;
  if (!now || now.active > 0 || now.begun < now.list.length) return;
  succeed(
    draft,
    { step: index },
    now.items.map((item) => (item.status === "succeeded" ? item.result : null)),
  );
}

function beginItems(draft: Draft, index: number): void {
  const concurrency = draft.planStep(index).forEach?.concurrency ?? 1;
  for (;;) {
    const { loop } = draft.step(index);
    if (!loop || loop.active >= concurrency || loop.begun >= loop.list.length) return;
    startAttempt(draft, { step: index, item: loop.begun });
  }
}

function listOf(
  draft: Draft,
  index: number,
  items: JsonValue,
): JsonValue[] | { code: "invalid_input" | "template_error"; message: string } {
  try {
    const list = renderValue(items, contextOf(draft.plan, draft.state, { step: index }, draft.at));
    if (!Array.isArray(list)) {
      const kind = list === null ? "nothing" : typeof list === "object" ? "an object" : `a ${typeof list}`;
      return { code: "invalid_input", message: `Its \`for_each\` has to give a list, and gave ${kind}.` };
    }
    if (list.length <= MAX_ITEMS) return list;
    const message = `Its \`for_each\` gave ${list.length} items; at most ${MAX_ITEMS} are allowed.`;
    return { code: "invalid_input", message };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { code: "template_error", message: `Its \`for_each\` could not be evaluated: ${error.message}` };
  }
}
