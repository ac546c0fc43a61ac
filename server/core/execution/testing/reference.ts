import type { Ends, Fact, Spec } from "./spec";

const isBad = (end: string) => end === "failed" || end === "timed_out";

/**
 * A second reading of the rules, which shares no code with the core and knows nothing of waits and crashes: it hears in order how tries
 * ended, decides after each who has begun, and says how everything ends.
 */
export function interpret(specs: Spec[], facts: Fact[]): Ends {
  const nodes = specs.map((spec, id) => {
    const fresh = { end: "", why: null as string | null, value: null as unknown, begun: false, judged: false };
    return {
      id,
      ...spec,
      ...fresh,
      fails: [] as number[],
      round: 0,
      took: -2,
      items: [] as unknown[],
      active: 0,
      doom: "",
    };
  });
  type Node = (typeof nodes)[number];
  const at = (id: number | null) => nodes[id ?? 0] as Node;
  const order: Node[] = [];
  let [errors, paused] = [false, true];
  let closing: { as: string; why: string | null; rollback?: boolean } | null = null;

  const outcome = (node: Node): string => {
    const other = isBad(node.end) && node.alternative !== null ? outcome(at(node.alternative)) : null;
    return other === "" || other === "succeeded" ? other : node.end;
  };
  const source = (node: Node): Node =>
    isBad(node.end) && outcome(node) === "succeeded" ? source(at(node.alternative)) : node;
  const passed = (node: Node) => outcome(node) === "succeeded" || (isBad(outcome(node)) && node.policy === "continue");
  const lost = ({ step, cases }: Spec["deps"][number]) =>
    cases && passed(at(step)) && !cases.includes(source(at(step)).took);
  const meets = (dep: Spec["deps"][number]) =>
    dep.on === "success" ? passed(at(dep.step)) && !lost(dep) : dep.on === "always" || isBad(outcome(at(dep.step)));

  const verdict = ({ id, role, deps, join }: Node): string => {
    const served = nodes.filter((node) => node.alternative === id);
    if (role !== "step" && served.some(({ end }) => isBad(end))) return "go";
    if (role !== "step") return role === "alternative" && served.every(({ end }) => end) ? "not_needed" : "wait";
    const ends = deps.map((dep) => (lost(dep) ? "skipped" : outcome(at(dep.step))));
    if (deps.length === 0 || (join === "any_succeeded" && deps.some((dep, i) => ends[i] && meets(dep)))) return "go";
    if (ends.includes("")) return "wait";
    if (join === "all_done" || (join === "all_succeeded" && deps.every(meets))) return "go";
    if (join === "none_failed" && !ends.some(isBad) && ends.includes("succeeded")) return "go";
    const blamed = deps.filter((dep) => join === "none_failed" || !meets(dep));
    if (blamed.some((dep) => !lost(dep) && isBad(outcome(at(dep.step))))) return "dependency_failed";
    return blamed.some((dep) => at(dep.step).end === "skipped") && !blamed.some(lost)
      ? "dependency_skipped"
      : "branch_not_taken";
  };
  const judge = (node: Node) => {
    node.judged = true;
    const hears = ({ deps, join }: Node) =>
      deps.some((dep) => dep.step === node.id && (join === "all_done" || dep.on !== "success"));
    errors ||= passed(node) || nodes.some((other) => other.role === "step" && hears(other));
    if (!passed(node) && !nodes.some((other) => other.role === "step" && hears(other)))
      closing ??= { as: "failed", why: "step_failed", rollback: node.policy === "rollback" };
  };
  const choose = (chooser: Node, node: Node): void => {
    if (chooser.next.length > 0) node.took = chooser.next.findIndex((way) => !way.ifOne || node.value === 1);
    if (chooser.next[node.took]?.goto === "end") closing ??= { as: "succeeded", why: null };
    for (const served of nodes) if (served.alternative === chooser.id) choose(served, node);
  };
  const finish = (node: Node, why: string | null, value: unknown) => {
    if (why && closing && node.role !== "compensation") return;
    const end = why === null ? "succeeded" : why.includes("timeout") ? "timed_out" : "failed";
    Object.assign(node, { end, why, value: why ? null : value });
    order.unshift(node);
    if (why && node.role === "step" && node.alternative === null) judge(node);
    if (!closing && (!why || node.policy === "continue")) choose(node, node);
  };
  const endTry = (node: Node, { item, value, fail, again }: Extract<Fact, { type: "try" }>) => {
    node.fails[item] = (node.fails[item] ?? 0) + Number(fail !== null);
    if (fail && again && (node.fails[item] ?? 0) < node.tries) node.active += 1;
    else if (node.each) {
      node.items[item] = fail ? null : value;
      if (fail && node.policy === "continue") errors = true;
      else node.doom ||= fail ?? "";
    } else if (
      fail ||
      !node.repeat ||
      (closing && node.role !== "compensation") ||
      (node.repeat.untilOne && value === 1)
    )
      finish(node, fail, value);
    else if (++node.round >= node.repeat.max) finish(node, node.repeat.untilOne ? "repeat_exhausted" : null, value);
    else node.fails = [];
  };
  const moves = (node: Node): boolean => {
    const isJudged = node.judged || node.role !== "step" || !isBad(node.end) || outcome(node) === "";
    if (!isJudged) judge(node);
    const what = node.end || node.begun ? "wait" : verdict(node);
    const isFalse = what === "go" && node.whenOne !== null && source(at(node.whenOne)).value !== 1;
    if (what !== "wait")
      Object.assign(
        node,
        what === "go" && !isFalse ? { begun: true } : { end: "skipped", why: isFalse ? "condition_false" : what },
      );
    if (what === "go" && !isFalse && node.each?.count === 0) finish(node, null, []);
    return what !== "wait" || !isJudged;
  };
  for (const fact of facts) {
    if (fact.type === "paused" || fact.type === "resumed") paused = fact.type === "paused";
    else if (fact.type === "closed")
      closing = closing && !(closing.rollback && fact.as === "canceled") ? closing : { ...fact };
    else {
      const node = at(fact.step);
      if (
        node.role === "compensation" &&
        node !==
          at(
            order.find((n) => n.end === "succeeded" && n.compensate !== null && !at(n.compensate).end)?.compensate ??
              null,
          )
      )
        throw new Error("undone out of turn");
      if (
        fact.type === "begun" &&
        node.each &&
        (fact.item !== node.items.push(null) - 1 || node.active >= node.each.width)
      )
        throw new Error("item out of turn");
      node.begun = true;
      node.active += fact.type === "begun" ? 1 : -1;
      if (fact.type === "try") endTry(node, fact);
      const isOver =
        node.each && !node.end && node.active === 0 && (node.doom || node.items.length === node.each.count);
      if (isOver && (!closing || node.role === "compensation")) finish(node, node.doom || null, node.items);
    }
    while (!closing && !paused && nodes.some(moves));
  }
  const end: { as: string; why: string | null; rollback?: boolean } = closing ?? { as: "succeeded", why: null };
  const undoFailed = nodes.some((node) => node.role === "compensation" && isBad(node.end));
  const open = end.as === "canceled" ? "execution_canceled" : "execution_stopped";
  return {
    execution: end.as,
    why: end.rollback ? (undoFailed ? "rollback_failed" : "rolled_back") : end.why,
    errors: errors || (end.as === "succeeded" && nodes.some((node) => isBad(node.end))),
    steps: nodes.map((node) => {
      if (node.end) return { end: node.end, why: node.why, value: source(node).value };
      const why = node.role === "compensation" && !node.begun ? "not_needed" : open;
      return { end: node.begun ? "canceled" : "skipped", why, value: null };
    }),
  };
}
