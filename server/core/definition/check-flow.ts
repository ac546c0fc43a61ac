import type { StepRules } from "./check-step";

/**
 * Rules about the ways out of a step and its loops, as far as one step tells:
 *
 * | next        | only the last case may lack `when`                                      |
 * | repeat      | needs `until` or `max`; not together with `for_each`                    |
 * | concurrency | only with `for_each`                                                    |
 * | alternative | is what `error_policy: alternative` needs, and unused beside any other  |
 */
export function checkFlow(rules: StepRules): void {
  checkNext(rules);
  checkLoops(rules);
  checkAlternative(rules);
}

function checkNext({ step: { next = [] }, add }: StepRules): void {
  const early = next.findIndex(({ when }, at) => when === undefined && at < next.length - 1);
  if (early === -1) return;
  const message =
    "Only the last case of `next` may lack `when`: the ones below are never reached. Give it a condition.";
  add("next", message, { inside: [early] });
}

function checkLoops({ step, lacks, add }: StepRules): void {
  const { repeat } = step;
  if (repeat !== undefined && step.for_each !== undefined)
    add(
      "repeat",
      "A step has `repeat` or `for_each`, not both. Put the inner loop into a chain of its own: `chain: ...`.",
    );
  if (repeat !== undefined && repeat.until === undefined && repeat.max === undefined)
    add("repeat", "`repeat` needs `until` (a condition that ends it) or `max` (how often).");
  if (repeat?.max_every !== undefined && repeat.max_every < (repeat.every ?? 0))
    add("repeat", "`max_every` is smaller than `every`.", { inside: ["max_every"] });
  if (step.concurrency !== undefined && lacks("for_each"))
    add("concurrency", "`concurrency` of a step is for the items of `for_each`. Remove it, or set it on the chain.");
}

function checkAlternative({ step, lacks, add }: StepRules): void {
  const policy = step.error_policy;
  if (policy === "alternative" && lacks("alternative"))
    add("error_policy", `Step "${step.id}" needs \`alternative\`: the id of the step that stands in.`);
  if (step.alternative === undefined || policy === undefined || policy === "alternative") return;
  const message = `\`alternative\` is never used, because the step's \`error_policy\` is ${policy}. Remove one of them; \`retry\` may stay beside an alternative.`;
  add("alternative", message, { severity: "warning" });
}
