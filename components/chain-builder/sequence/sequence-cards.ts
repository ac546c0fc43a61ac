import type { JsonObject } from "@/server/core/json";
import { isObject } from "../edits/chain-text";
import { type StepOrder, stepOrder } from "../edits/step-order";
import {
  type Dependency,
  dependenciesOf,
  isNamed,
  type StepData,
  stepsOf,
  textOf,
  writtenKey,
} from "../edits/steps-of";
import { parsePath } from "../text/parse-path";
import type { Problem } from "../text/problems";
import { cardChips, cardSentence } from "./card-words";

/** What leads to a card from the one above it. */
export type CardLink =
  /** A chip that says on which end of the card above this one runs, and lets it be changed. */
  | { kind: "trigger"; on: Dependency["on"]; passes: readonly Passed[] }
  /** A sentence: the order is more than "after the one above". */
  | { kind: "words"; words: string; passes: readonly Passed[] };

export type Passed = "result" | "files" | "browser";

export interface Card {
  /** Stays with the step when others move; not the id when two steps have the same. */
  key: string;
  index: number;
  id: string;
  title: string;
  tool: string;
  operation: string;
  sentence: string;
  chips: readonly string[];
  outputKey: string | null;
  /** Null: the first card. */
  link: CardLink | null;
  problem: Problem | null;
}

/** The cards of a definition. */
export function sequenceCards(data: JsonObject, problems: readonly Problem[]): Card[] {
  const steps = stepsOf(data);
  const order = stepOrder(steps);
  const found = problemsByStep(problems, steps);
  const seen = new Map<string, number>();
  return steps.map((step, index) => {
    const count = (seen.get(step.id) ?? 0) + 1;
    seen.set(step.id, count);
    const orchestrated = step.body.execution_mode === "orchestrated";
    return {
      key: count === 1 ? step.id : `${step.id}#${count}`,
      ...{ index, id: step.id, title: step.title },
      tool: orchestrated ? "llm" : (textOf(step.body.tool) ?? (step.body.chain === undefined ? "" : "chain")),
      operation: textOf(step.body.operation) ?? "",
      sentence: cardSentence(step.body),
      chips: cardChips(step.body),
      outputKey: step.outputKey,
      link: index === 0 ? null : linkTo(steps, index, order),
      problem: found.get(index) ?? null,
    };
  });
}

/** The worst problem of each step, by its index. */
function problemsByStep(problems: readonly Problem[], steps: readonly StepData[]): Map<number, Problem> {
  const byId = new Map(steps.map(({ id, index }) => [id, index]));
  const found = new Map<number, Problem>();
  for (const problem of problems) {
    const [root, place] = parsePath(problem.path);
    const index = root === "steps" && typeof place === "number" ? place : byId.get(problem.stepId ?? "");
    if (index === undefined) continue;
    if (!found.has(index) || (problem.severity === "error" && found.get(index)?.severity !== "error")) {
      found.set(index, problem);
    }
  }
  return found;
}

const ENDS: Record<Dependency["on"], string> = { success: "", failure: " failed", always: " ended" };

function linkTo(steps: readonly StepData[], index: number, order: StepOrder): CardLink {
  const step = steps[index];
  const before = steps[index - 1];
  const passes = before ? passed(before.body) : [];
  const words = (text: string): CardLink => ({ kind: "words", words: text, passes: [] });
  if (!step || !before) return words("");
  const titleOf = (name: string) => order.named(name)?.title ?? name;
  const serves = order.served(step, "alternative");
  if (serves) return words(`Stands in when ${serves.title} fails`);
  const undoes = order.served(step, "compensate");
  if (undoes) return words(`Undoes ${undoes.title} in a rollback`);
  const ways = order.sources(step).flatMap((one) => waysTo(one, step));
  const written = dependenciesOf(step.body);
  if (ways.length > 0) {
    const after = (written ?? []).map((one) => `${titleOf(one.step)}${ENDS[one.on]}`);
    return words([ways.join(" or "), ...(after.length > 0 ? [`after ${after.join(" and ")}`] : [])].join(", "));
  }
  if (written === null) {
    const above = order.above(step);
    if (above === before) return { kind: "trigger", on: "success", passes };
    return words(above ? `After ${above.title}` : "Starts at once");
  }
  const [only] = written;
  if (!only) return words("Starts at once");
  if (written.length === 1 && isNamed(before, only.step)) {
    return { kind: "trigger", on: only.on, passes };
  }
  return words(`After ${written.map((one) => `${titleOf(one.step)}${ENDS[one.on]}`).join(" and ")}`);
}

function waysTo(from: StepData, step: StepData): string[] {
  const next = from.body[writtenKey(from.body, "next")];
  return (Array.isArray(next) ? next : []).flatMap((way) => {
    if (!isObject(way) || !isNamed(step, way.goto)) return [];
    const when = way.when === undefined ? "otherwise" : `if ${String(way.when)}`;
    return [`From ${from.title} ${when}`];
  });
}

/** What the step above hands on; files and browser only where there can be some. */
function passed(body: JsonObject): Passed[] {
  const pass = isObject(body.pass) ? body.pass : {};
  const browses = body.tool === "browser";
  const kinds: [Passed, boolean][] = [
    ["result", true],
    ["files", browses || body.tool === "files"],
    ["browser", browses],
  ];
  return kinds.filter(([kind, has]) => pass[kind] !== false && (has || pass[kind] === true)).map(([kind]) => kind);
}
