/** One rule broken on purpose: in `file` the text `find`, which stands there once, becomes `replace`. */
export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
  /** The tests that have to notice, by their paths. */
  tests: readonly string[];
}

const CORE = "server/core/execution";
const PURE = [`${CORE}/`];
const ENGINE = ["server/engine/engine.db", "server/engine/loops.db", "server/engine/time-limits.db"];

/** Variants of core and engine that somebody could write by mistake. Each has to be caught. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "a join overlooks one dependency",
    file: `${CORE}/joining.ts`,
    find: "return step.dependsOn.every((edge) => isSatisfied",
    replace: "return step.dependsOn.slice(1).every((edge) => isSatisfied",
    tests: PURE,
  },
  {
    name: "none_failed does not look for failures",
    file: `${CORE}/joining.ts`,
    find: "return !ends.some(isFailure) && ends.includes",
    replace: "return ends.includes",
    tests: PURE,
  },
  {
    name: "a way that was not taken is walked",
    file: `${CORE}/joining.ts`,
    find: "return hasPassed(plan, steps, edge.step) && !isUntaken(plan, steps, edge);",
    replace: "return hasPassed(plan, steps, edge.step);",
    tests: PURE,
  },
  {
    name: "a choice takes the first case that does not hold",
    file: `${CORE}/choosing.ts`,
    find: "!evaluateCondition(when, context)",
    replace: "evaluateCondition(when, context)",
    tests: PURE,
  },
  {
    name: "goto: end goes on",
    file: `${CORE}/succeeding.ts`,
    find: 'if (goto === "end" &&',
    replace: 'if (goto === "stop" &&',
    tests: PURE,
  },
  {
    name: "retry makes one attempt too many",
    file: `${CORE}/policies.ts`,
    find: "failures >= policy.maxAttempts",
    replace: "failures > policy.maxAttempts",
    tests: PURE,
  },
  {
    name: "continue does not handle a failure",
    file: `${CORE}/policies.ts`,
    find: 'step.errorPolicy === "continue" || ',
    replace: "",
    tests: PURE,
  },
  {
    name: "repeat makes one iteration too many",
    file: `${CORE}/succeeding.ts`,
    find: 'if (iteration < repeat.max) return "again";',
    replace: 'if (iteration <= repeat.max) return "again";',
    tests: PURE,
  },
  {
    name: "a loop begins all its items at once",
    file: `${CORE}/looping.ts`,
    find: "loop.active >= concurrency || ",
    replace: "",
    tests: PURE,
  },
  {
    name: "a loop gives its results backwards",
    file: `${CORE}/looping.ts`,
    find: "now.items.map((item)",
    replace: "[...now.items].reverse().map((item)",
    tests: PURE,
  },
  {
    name: "a rollback undoes the first end first",
    file: `${CORE}/finishing.ts`,
    find: "endedAt(draft, b.index) - endedAt(draft, a.index) || b.index - a.index",
    replace: "endedAt(draft, a.index) - endedAt(draft, b.index) || a.index - b.index",
    tests: PURE,
  },
  {
    name: "a rollback undoes what had not succeeded",
    file: `${CORE}/finishing.ts`,
    find: 'compensate !== null && draft.step(index).status === "succeeded"',
    replace: "compensate !== null",
    tests: PURE,
  },
  {
    name: "the result of an alternative is lost",
    file: `${CORE}/outcome.ts`,
    find: "? producerOf(plan, steps, alternative) : index",
    replace: "? index : index",
    tests: PURE,
  },
  {
    name: "an alternative runs although nothing failed",
    file: `${CORE}/standing-by.ts`,
    find: "uses && isFailure(status)",
    replace: "uses && isStepEnded(status)",
    tests: PURE,
  },
  {
    name: "cancel does not reach the sub-chain",
    file: `${CORE}/stopping.ts`,
    find: "if (childId !== null) draft",
    replace: 'if (childId === "") draft',
    tests: PURE,
  },
  {
    name: "steps start while paused",
    file: `${CORE}/settle.ts`,
    find: 'draft.state.status === "running" && !draft.state.ending;',
    replace: "!draft.state.ending;",
    tests: PURE,
  },
  {
    name: "a crash runs again what may not",
    file: `${CORE}/recovering.ts`,
    find: '.rerun === "never"',
    replace: '.rerun === "sometimes"',
    tests: PURE,
  },
  {
    name: "a timer fires before its time",
    file: `${CORE}/stepping.ts`,
    find: "draft.at < wakeAt)",
    replace: "false)",
    tests: PURE,
  },
  {
    name: "an attempt that is over is heard again",
    file: `${CORE}/transition.ts`,
    find: '("attempt" in event && event.attempt !== entry.attempt)',
    replace: "false",
    tests: PURE,
  },
  {
    name: "a takeover forgets what had ended",
    file: "server/engine/rebuild.ts",
    find: "if (!row) return PENDING_STEP;",
    replace: "if (row || !row) return PENDING_STEP;",
    tests: ENGINE,
  },
  {
    name: "effects happen before they are recorded",
    file: "server/engine/driver.ts",
    find: "if (this.effects.length === 0) this.effects = effects;\n    else this.effects.push(...effects);",
    replace: "performEffects(effects, this);",
    tests: ENGINE,
  },
  {
    name: "events are numbered with gaps",
    file: "server/engine/pending-write.ts",
    find: "this.seq += 1;",
    replace: "this.seq += 2;",
    tests: ENGINE,
  },
  {
    name: "a process does not look at its own deadline",
    file: "server/engine/attempts.ts",
    find: "if (!this.env.lease.isValid()) return this.env.lease.noticeLoss();",
    replace: "",
    tests: ["server/engine/lease.db"],
  },
  {
    name: "writes name no fence",
    file: "server/store/flush-statement.ts",
    find: "e.fence = x.fence and e.seq <= x.prev_seq",
    replace: "e.seq <= x.prev_seq",
    tests: ["server/store/flush.db"],
  },
  {
    name: "writes that leave the row alone name no fence",
    file: "server/store/flush-statement.ts",
    find: "where e.fence = x.fence and e.owner",
    replace: "where e.owner",
    tests: ["server/store/flush-plain.db"],
  },
  {
    name: "writes that leave the row alone do not hold on to it",
    file: "server/store/flush-statement.ts",
    find: " for no key update of e`",
    replace: "`",
    tests: ["server/store/flush-plain.db"],
  },
  {
    name: "a takeover forgets what ran and had no row",
    file: "server/store/history.ts",
    find: "jsonb_array_elements(h.running::jsonb)",
    replace: "jsonb_array_elements(null::jsonb)",
    tests: ENGINE,
  },
  {
    name: "a late write lets go of what goes on",
    file: "server/engine/pending-write.ts",
    find: "this.row = this.events.length > 0 ? rowFacts(state) : null;",
    replace: "this.row = rowFacts(state);",
    tests: ["server/engine/pending-write"],
  },
  {
    name: "the total time is forgotten while nobody drives",
    file: "server/engine/next-wake.ts",
    find: "next = Math.min(next, step.startedAt + total);",
    replace: "next = Math.min(next, next + total);",
    tests: ENGINE,
  },
  {
    name: "signs of life are not noticed",
    file: "server/engine/life.ts",
    find: "lastSign = clock.now();",
    replace: "",
    tests: ENGINE,
  },
  {
    name: "a parent is not told of the end",
    file: "server/engine/recording.ts",
    find: "if (tell) pending.addTell(tell);",
    replace: "",
    tests: ["server/engine/sub-chains.db"],
  },
  {
    name: "chains run each other without end",
    file: "server/engine/children.ts",
    find: "parent.depth + 1 > MAX_DEPTH",
    replace: "parent.depth + 1 > 40",
    tests: ["server/engine/sub-chains.db"],
  },
  {
    name: "a question is answered twice",
    file: "server/store/answers.ts",
    // The status and the reason say the same: one of them alone is enough.
    find: "where s.status = 'waiting' and s.reason->>'code' = ${code} and not",
    replace: "where not",
    tests: ["server/engine/answers.db"],
  },
  {
    name: "starts with one concurrency key do not wait for each other",
    file: "server/store/concurrency.ts",
    find: "    await lock(tx, key);\n    const known",
    replace: "    const known",
    tests: ["server/store/concurrency.db"],
  },
  {
    name: "a model calls what its step does not allow",
    file: "server/tools/llm/offered-tools.ts",
    find: "(keys.includes(name) ? name : undefined)",
    replace: 'name.replaceAll("__", ".")',
    tests: ["server/tools/llm/task.test"],
  },
  {
    name: "a model has turns without end",
    file: "server/tools/llm/budget.ts",
    find: "if (this.turns >= limits.turns)",
    replace: "if (this.turns >= limits.turns + 5)",
    tests: ["server/tools/llm/task.test"],
  },
];
