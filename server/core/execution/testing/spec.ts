/** What random plans are made of, in words that both the core's plans and the reference are made from. */
export interface Spec {
  role: "step" | "alternative" | "compensation";
  deps: { step: number; on: "success" | "failure" | "always"; cases?: number[] }[];
  join: "all_succeeded" | "any_succeeded" | "all_done" | "none_failed";
  /** Runs only when that step's result is 1. */
  whenOne: number | null;
  policy: "stop" | "continue" | "alternative" | "rollback";
  alternative: number | null;
  compensate: number | null;
  tries: number;
  next: { ifOne: boolean; goto: number | "end" }[];
  repeat: { max: number; untilOne: boolean } | null;
  each: { count: number; width: number } | null;
  manual: boolean;
  /** May not run again when its process died in the middle. */
  never: boolean;
  /** What each try comes to; the last one repeats. */
  ends: End[];
}
export type End = "one" | "zero" | "busy" | "broken" | "slow" | "sleeps" | "asks" | "child";

/** What happened, as far as it matters for how all ends. */
export type Fact =
  /** A try ended: with a value, or with a failure that may be tried again or not. */
  | { type: "try"; step: number; item: number; value: number; fail: string | null; again: boolean }
  /** A step was told to stop, and did; or an item of a loop. */
  | { type: "stopped"; step: number; item: number | null }
  | { type: "begun"; step: number; item: number }
  | { type: "closed"; as: string; why: string }
  | { type: "paused" | "resumed" };

/** How an execution ended. */
export interface Ends {
  execution: string;
  why: string | null;
  errors: boolean;
  steps: { end: string; why: string | null; value: unknown }[];
}

/** A step while the reference goes through the facts. */
export interface Node extends Omit<Spec, "deps"> {
  deps: Dep[];
  /** Who stands in for it, and for whom it stands in. */
  standIn: Node | null;
  served: Node[];
  /** Runs only when its result is 1. */
  when: Node | null;
  undoes: boolean;
  end: string;
  why: string | null;
  value: unknown;
  begun: boolean;
  judged: boolean;
  fails: number[];
  round: number;
  took: number;
  items: unknown[];
  active: number;
  doom: string | null;
}

export interface Dep {
  of: Node;
  on: Spec["deps"][number]["on"];
  cases?: number[];
}

/** The steps as objects that know each other, with nothing done yet. */
export function nodesOf(specs: Spec[]): Node[] {
  const nodes = specs.map((spec): Node => {
    const nothing = { end: "", why: null, value: null, begun: false, judged: false, round: 0, took: -2, active: 0 };
    const links = { deps: [], standIn: null, when: null, served: [], undoes: spec.role === "compensation" };
    return { ...spec, ...links, ...nothing, fails: [], items: [], doom: null };
  });
  for (const [index, { deps, alternative, whenOne }] of specs.entries()) {
    const node = nodes[index] as Node;
    node.when = whenOne === null ? null : (nodes[whenOne] as Node);
    if (node.role === "step") node.deps = deps.map(({ step, ...dep }) => ({ of: nodes[step] as Node, ...dep }));
    node.standIn = alternative === null ? null : (nodes[alternative] as Node);
    node.standIn?.served.push(node);
  }
  return nodes;
}
