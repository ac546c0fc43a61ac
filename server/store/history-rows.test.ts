import { expect, test } from "vitest";
import type { EventWrite } from "./flush";
import { addHistory, type BareStep, type HistoryRow } from "./history-rows";

const event = (seq: number, rest: Partial<EventWrite> = {}): EventWrite => {
  return { seq, at: 5, kind: "log", stepId: null, item: null, attempt: null, data: null, ...rest };
};

const historyRows = (events: EventWrite[], running: BareStep[]): HistoryRow[] => {
  const rows: HistoryRow[] = [];
  addHistory(rows, "e", events, running);
  return rows;
};

test("the events of a flush are one row, with the number of the last", () => {
  const events = [event(3, { stepId: "a", attempt: 1, data: { text: 'say "x"\n' } }), event(4, { item: 2 })];
  const [row, ...more] = historyRows(events, [{ stepId: "b", item: -1, attempt: 1, startedAt: 7 }]);
  expect(more).toEqual([]);
  expect(row?.seq).toBe(4);
  expect(JSON.parse(row?.events ?? "")).toEqual([
    [5, "log", "a", null, 1, { text: 'say "x"\n' }],
    [5, "log", null, 2, null, null],
  ]);
  expect(JSON.parse(row?.running ?? "")).toEqual([["b", -1, 1, 7]]);
});

test("no row holds more than a hundred, and none a line break, by which rows are told apart on their way", () => {
  const events = Array.from({ length: 250 }, (_, index) => event(index + 1, { data: { message: "a\nb" } }));
  const rows = historyRows(events, []);
  expect(rows.map(({ seq }) => seq)).toEqual([100, 200, 250]);
  expect(rows.flatMap((row) => JSON.parse(row.events) as unknown[])).toHaveLength(250);
  for (const row of rows) expect(row.events).not.toContain("\n");
});

test("without events there is no row", () => {
  expect(historyRows([], [])).toEqual([]);
});

test("places that come again are told apart by kind, step, item and attempt", () => {
  const places = [
    ["step.running", "a", null, 1],
    ["step.succeeded", "a", null, 1],
    ["step.running", "b", null, 1],
    ["step.running", "a", 0, 1],
    ["step.running", "a", null, 2],
    ["step.running", 'say "a"', null, 1],
    ["command", "a", null, null],
    ["execution.running", null, null, null],
  ] as const;
  const events = [...places, ...places].map(([kind, stepId, item, attempt], index) =>
    event(index + 1, { at: index < 3 ? 5 : 6, kind, stepId, item, attempt }),
  );
  const running = [
    { stepId: "a", item: -1, attempt: 1, startedAt: 7 },
    { stepId: "b", item: -1, attempt: 1, startedAt: 7 },
    { stepId: "a", item: 3, attempt: 1, startedAt: 7 },
    { stepId: "a", item: -1, attempt: 2, startedAt: 8 },
  ];
  const [row] = historyRows(events, [...running, ...running]);
  expect(JSON.parse(row?.running ?? "")).toEqual([...running, ...running].map((one) => Object.values(one)));
  expect(JSON.parse(row?.events ?? "")).toEqual(
    events.map(({ at, kind, stepId, item, attempt, data }) => [at, kind, stepId, item, attempt, data]),
  );
});
