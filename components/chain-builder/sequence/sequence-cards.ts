import type { JsonObject } from "@/server/core/json";
import { isObject } from "../edits/chain-text";
import { stepAbove } from "../edits/step-patches";
import {
  type Dependency,
  dependenciesOf,
  gotosOf,
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
      link: index === 0 ? null : linkTo(steps, index),
      problem: problemOf(problems, step),
    };
  });
}

function problemOf(problems: readonly Problem[], { index, id }: StepData): Problem | null {
  const own = problems.filter(({ path, stepId }) => {
    const [root, place] = parsePath(path);
    return root === "steps" && place !== undefined ? place === index : stepId === id;
  });
  return own.find(({ severity }) => severity === "error") ?? own[0] ?? null;
}

const ENDS: Record<Dependency["on"], string> = { success: "", failure: " failed", always: " ended" };

function linkTo(steps: readonly StepData[], index: number): CardLink {
  const step = steps[index];
  const before = steps[index - 1];
  const passes = before ? passed(before.body) : [];
  const words = (text: string): CardLink => ({ kind: "words", words: text, passes: [] });
  if (!step || !before) return words("");
  const titleOf = (name: string) => steps.find((one) => isNamed(one, name))?.title ?? name;
  const names = (one: StepData, key: string) => isNamed(step, one.body[key]);
  const serves = steps.find((one) => names(one, "alternative"));
  if (serves) return words(`Stands in when ${serves.title} fails`);
  const undoes = steps.find((one) => names(one, "compensate"));
  if (undoes) return words(`Undoes ${undoes.title} in a rollback`);
  const ways = steps.flatMap((one) => waysTo(one, step));
  const written = dependenciesOf(step.body);
  if (ways.length > 0) {
    const after = (written ?? []).map((one) => `${titleOf(one.step)}${ENDS[one.on]}`);
    return words([ways.join(" or "), ...(after.length > 0 ? [`after ${after.join(" and ")}`] : [])].join(", "));
  }
  if (written === null) {
    const above = stepAbove(steps, index);
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
  if (!gotosOf(from.body).some((goto) => isNamed(step, goto))) return [];
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
