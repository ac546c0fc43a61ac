import { expect, test } from "vitest";
import { fold, type HistoryEvent } from "./fold";

type Sketch = [kind: string, stepId?: string, rest?: Partial<HistoryEvent>];

const history = (...sketches: Sketch[]): HistoryEvent[] =>
  sketches.map(([kind, stepId = null, rest], index) => {
    const attempt = stepId === null ? null : 1;
    return { seq: index + 1, kind, stepId, item: null, attempt, data: null, ...rest };
  });

const SOUND: Sketch[] = [
  ["execution.queued"],
  ["execution.running"],
  ["step.running", "a"],
  ["log", "a"],
  ["step.succeeded", "a"],
  ["execution.succeeded", undefined, { data: { withErrors: true } }],
];

test("a sound history folds to what the rows say", () => {
  const folded = fold(history(...SOUND));
  expect(folded).toMatchObject({ status: "succeeded", withErrors: true, problems: [] });
  expect(folded.steps.get("a")).toEqual({ status: "succeeded", attempt: 1, iteration: 0, childId: null });
});

test("items of a loop are told apart from their step", () => {
  const folded = fold(
    history(
      ...SOUND.slice(0, 3),
      ["step.running", "a", { item: 0 }],
      ["step.succeeded", "a", { item: 0 }],
      ["step.succeeded", "a"],
    ),
  );
  expect(folded.problems).toEqual([]);
  expect([...folded.steps.keys()]).toEqual(["a", "a[0]"]);
});

test.each<[string, HistoryEvent[], string]>([
  ["a gap", history(...SOUND).toSpliced(3, 1), "event 4 has number 5"],
  ["a double number", history(...SOUND).map((event) => ({ ...event, seq: Math.min(event.seq, 5) })), "number 5"],
  ["something after the end", history(...SOUND, ["log", "a"]), "comes after its end"],
  ["a second end", history(...SOUND, ["execution.failed"]), "succeeded to failed"],
  ["a step that starts after its success", history(...SOUND.slice(0, 5), ["step.running", "a"]), "had succeeded"],
  ["an illegal change", history(...SOUND.slice(0, 2), ["step.succeeded", "a"], ["step.waiting", "a"]), "had succeeded"],
  ["a way that the table lacks", history(...SOUND.slice(0, 2), ["step.canceled", "a"]), "from pending to canceled"],
  ["no beginning", history(["execution.running"]), "from nothing to running"],
  ["a step before its execution", history(["execution.queued"], ["step.running", "a"]), "moved before"],
  [
    "an attempt that falls",
    history(...SOUND.slice(0, 2), ["step.running", "a", { attempt: 2 }], ["step.failed", "a"]),
    "back to attempt 1",
  ],
])("%s is noticed", (_, events, problem) => {
  expect(fold(events).problems.join("; ")).toContain(problem);
});
