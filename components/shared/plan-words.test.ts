import { expect, it } from "vitest";
import { planOf } from "@/server/core/plan/testing/chain-text";
import { graphOf } from "@/server/services/graph";
import { callWords, endWords, loopWords, turnWords } from "./plan-words";

const CHAIN = [
  'id: check, next: [{ when: "check > 1", goto: many }, { when: "check < 0", goto: end }, { goto: one }]',
  "id: many, for_each: [1, 2, 3], alternative: by_hand",
  'id: one, repeat: { until: "one.done", max: 5 }, compensate: undo',
  "id: last, depends_on: [many, { step: one, on: always }], repeat: { max: 2 }",
  "id: by_hand",
  "id: undo",
  'id: other, for_each: "{{ many }}", chain: Other chain',
];

it("says of each step of a plan when, how often and what it runs", () => {
  const graph = graphOf(planOf(CHAIN, "error_policy: rollback\n"));
  const names = new Map(graph.map(({ id, name }) => [id, name]));
  const words = graph.map((step) =>
    [step.id, callWords(step), turnWords(step, names), loopWords(step), endWords(step)].filter(Boolean).join(", "),
  );
  expect(words.sort()).toEqual([
    "by_hand, transform.set, stands in when many has failed",
    "check, transform.set, at the start, the chain ends here if check < 0",
    "last, transform.set, after many succeeded and one ended, 2 times",
    "many, transform.set, after check goes here if check > 1, for each of 3 items",
    "one, transform.set, after check goes here otherwise, again until one.done, at most 5 times",
    "other, chain Other chain, after last succeeded, for each of {{ many }}",
    "undo, transform.set, undoes one in a rollback",
  ]);
});
