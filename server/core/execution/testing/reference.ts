import { type Dep, type Ends, type Fact, type Node, nodesOf, type Spec } from "./spec";

const isBad = (end: string) => end === "failed" || end === "timed_out";
const open = (as?: string) => (as === "canceled" ? "execution_canceled" : "execution_stopped");

/** A second reading of the rules: hears in order how tries ended, decides after each who has begun, and says how all ends. */
export function interpret(specs: Spec[], facts: Fact[]): Ends {
  const nodes = nodesOf(specs);
  let [errors, paused] = [false, true];
  let closing: { as: string; why: string | null; rollback?: boolean } | null = null;
  const stops = (node: Node) => closing !== null && !(node.undoes && closing.rollback);
  const outcome = ({ end, standIn }: Node): string => {
    const other = isBad(end) && standIn ? outcome(standIn) : null;
    return other === "" || other === "succeeded" ? other : end;
  };
  const source = (node: Node): Node =>
    node.standIn && isBad(node.end) && outcome(node) === "succeeded" ? source(node.standIn) : node;
  const passed = (node: Node) => outcome(node) === "succeeded" || (isBad(outcome(node)) && node.policy === "continue");
  const lost = ({ of, cases }: Dep) => cases !== undefined && passed(of) && !cases.includes(source(of).took);
  const meets = (dep: Dep) =>
    dep.on === "success"
      ? passed(dep.of) && !lost(dep)
      : isBad(outcome(dep.of)) || (dep.on === "always" && !!outcome(dep.of));
  const verdict = ({ role, deps, join, served, undoes }: Node): string => {
    if (served.some(({ end }) => isBad(end))) return "go";
    if (role !== "step") return !undoes && served.every(({ end }) => end) ? "not_needed" : "wait";
    if (deps.length === 0 || (join === "any_succeeded" && deps.some(meets))) return "go";
    const ends = deps.map((dep) => (lost(dep) ? "skipped" : outcome(dep.of)));
    if (ends.includes("")) return "wait";
    if (join === "all_done" || (join === "all_succeeded" && deps.every(meets))) return "go";
    if (join === "none_failed" && !ends.some(isBad) && ends.includes("succeeded")) return "go";
    const bad = deps.filter((dep) => join === "none_failed" || !meets(dep));
    if (bad.some((dep) => !lost(dep) && isBad(outcome(dep.of)))) return "dependency_failed";
    return !bad.some(lost) && bad.some(({ of }) => of.end === "skipped") ? "dependency_skipped" : "branch_not_taken";
  };
  const judge = (node: Node): boolean => {
    const hears = (n: Node) => n.deps.some(({ of, on }) => of === node && (n.join === "all_done" || on !== "success"));
    if (passed(node) || nodes.some(hears)) errors = true;
    else closing ??= { as: "failed", why: "step_failed", rollback: node.policy === "rollback" };
    node.judged = true;
    return true;
  };
  const choose = (node: Node, chooser: Node): void => {
    if (chooser.next.length > 0) node.took = chooser.next.findIndex((way) => !way.ifOne || node.value === 1);
    if (chooser.next[node.took]?.goto === "end") closing ??= { as: "succeeded", why: null };
    for (const served of chooser.served) choose(node, served);
  };
  const finish = (node: Node, why: string | null, value: unknown) => {
    if (why && stops(node)) return;
    const end = why === null ? "succeeded" : why === "timeout" ? "timed_out" : "failed";
    Object.assign(node, { end, why, value: why ? null : value });
    if (why && node.role === "step" && !node.standIn) judge(node);
    if (!closing && (!why || node.policy === "continue")) choose(node, node);
  };
  const endTry = (node: Node, { item, value, fail, again }: Extract<Fact, { type: "try" }>) => {
    if (fail) node.fails[item] = (node.fails[item] ?? 0) + 1;
    if (fail && again && (node.fails[item] ?? 0) < node.tries) return;
    node.active -= 1;
    if (node.each) {
      node.items[item] = fail ? null : value;
      if (fail && node.policy === "continue") errors ||= !stops(node);
      else node.doom ??= fail;
    } else if (fail || !node.repeat || stops(node) || (node.repeat.untilOne && value === 1)) finish(node, fail, value);
    else if (++node.round >= node.repeat.max) finish(node, node.repeat.untilOne ? "repeat_exhausted" : null, value);
    else node.fails = [];
  };
  const moves = (node: Node): boolean => {
    if (!node.judged && node.role === "step" && isBad(node.end) && outcome(node) !== "") return judge(node);
    const says = node.end || node.begun ? "wait" : verdict(node);
    const turn = says === "go" && node.when && source(node.when).value !== 1 ? "condition_false" : says;
    if (turn === "go") node.begun = true;
    else if (turn !== "wait") [node.end, node.why] = ["skipped", turn];
    if (turn === "go" && node.each?.count === 0) finish(node, null, []);
    return turn !== "wait";
  };
  for (const fact of facts) {
    if (fact.type === "paused" || fact.type === "resumed") paused = fact.type === "paused";
    else if (fact.type !== "closed") {
      const node = nodes["step" in fact ? fact.step : 0] as Node;
      node.begun = true;
      if (fact.type === "begun") node.active = node.items.push(null) && node.active + 1;
      if (fact.type === "stopped" && fact.item === null) node.why = open(closing?.as);
      else if (fact.type === "stopped") node.active -= 1;
      if (fact.type === "try") endTry(node, fact);
      const isOver = node.active === 0 && (node.doom || node.items.length === node.each?.count);
      if (node.each && !node.end && isOver && !stops(node)) finish(node, node.doom, node.items);
    } else if (!closing || (closing.rollback && fact.as === "canceled")) closing = { ...fact };
    while (!closing && !paused && nodes.some(moves));
  }
  const { as, why, rollback } = closing ?? { as: "succeeded", why: null, rollback: false };
  const undone = nodes.some((node) => node.undoes && isBad(node.end)) ? "rollback_failed" : "rolled_back";
  const steps = nodes.map((node) => {
    if (node.end) return { end: node.end, why: node.why, value: source(node).value };
    if (node.begun) return { end: "canceled", why: node.why ?? open(as), value: null };
    return { end: "skipped", why: node.undoes ? "not_needed" : open(as), value: null };
  });
  const withErrors = errors || (as === "succeeded" && nodes.some((node) => isBad(node.end)));
  return { execution: as, why: rollback ? undone : why, errors: withErrors, steps };
}
