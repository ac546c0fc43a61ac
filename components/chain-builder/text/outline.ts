import { assignStepIds } from "@/server/core/definition/step-ids";
import type { Entry } from "./place";
import { scan } from "./scan";

/** A step as far as it is written. Offsets, end exclusive. */
export interface StepOutline {
  index: number;
  /** As written, or as the compiler will make it from the name. */
  id: string;
  name: string | null;
  tool: string | null;
  operation: string | null;
  outputKey: string;
  /** Ids as written; null: the step above. */
  dependsOn: string[] | null;
  /** Ids that its `next` goes to, as written. */
  gotos: string[];
  alternative: string | null;
  compensate: string | null;
  loop: "for_each" | "repeat" | null;
  from: number;
  to: number;
}

/** What the editor knows of a text without the compiler. */
export interface Outline {
  language: "yaml" | "json";
  name: string | null;
  params: string[];
  order: "list" | "auto";
  steps: StepOutline[];
  /** Behind the last step, or behind the key `steps`; null: there is no such key. */
  stepsEnd: number | null;
  entries: readonly Entry[];
  /** Of the whole text. */
  length: number;
}

/** JSON when it begins with a brace, as the server sees it. */
export const languageOf = (text: string): "yaml" | "json" => (text.trimStart().startsWith("{") ? "json" : "yaml");

/** The last answer is kept: page and completion ask about the same text with every key. */
export function outlineOf(text: string): Outline {
  if (last?.text !== text) last = { text, outline: readOutline(text) };
  return last.outline;
}

let last: { text: string; outline: Outline } | null = null;

function readOutline(text: string): Outline {
  const { entries } = scan(text);
  const top = (key: string) => entries.find(({ path }) => path.length === 1 && path[0] === key);
  const groups = stepGroups(text, entries);
  const scalar = (group: Entry[], key: string) =>
    group.find(({ path }) => path.length === 3 && path[2] === key)?.scalar ?? null;
  const ids = assignStepIds(
    groups.map(({ inside }) => ({ id: scalar(inside, "id") ?? undefined, name: scalar(inside, "name") ?? undefined })),
  );
  const steps = groups.map(({ inside, from, to }, index): StepOutline => {
    const id = ids[index] ?? `step-${index + 1}`;
    return {
      index,
      id,
      name: scalar(inside, "name"),
      tool: scalar(inside, "tool"),
      operation: scalar(inside, "operation"),
      outputKey: scalar(inside, "output_key") ?? id,
      dependsOn: dependenciesOf(inside),
      gotos: inside.flatMap(({ path, scalar }) =>
        isNext(path[2]) && path.length === 5 && path[4] === "goto" && scalar !== null ? [scalar] : [],
      ),
      alternative: scalar(inside, "alternative"),
      compensate: scalar(inside, "compensate"),
      loop: loopOf(inside),
      from,
      to,
    };
  });
  const stepsKey = top("steps");
  return {
    language: languageOf(text),
    name: top("name")?.scalar ?? null,
    params: entries.flatMap(({ path: [root, name, ...more] }) =>
      root === "params" && typeof name === "string" && more.length === 0 ? [name] : [],
    ),
    order: top("order")?.scalar === "auto" ? "auto" : "list",
    steps,
    stepsEnd: stepsKey ? (steps.at(-1)?.to ?? stepsKey.valueTo) : null,
    entries,
    length: text.length,
  };
}

/** The step that an offset lies in. */
export function stepAt(outline: Outline, offset: number): StepOutline | null {
  return outline.steps.find(({ from, to }) => offset >= from && offset < to) ?? lastTouched(outline, offset);
}

/** The very end of a text still belongs to its last step. */
function lastTouched({ steps, length }: Outline, offset: number): StepOutline | null {
  const last = steps.at(-1);
  return last?.to === length && offset === length ? last : null;
}

/** Where a step begins to say something: its first key. */
export function focusOffset(text: string, step: StepOutline): number {
  const found = /\S/.exec(text.slice(step.from));
  return step.from + (found?.index ?? 0);
}

interface StepGroup {
  inside: Entry[];
  from: number;
  to: number;
}

function stepGroups(text: string, entries: readonly Entry[]): StepGroup[] {
  const groups: StepGroup[] = [];
  let open: StepGroup | null = null;
  for (const entry of entries) {
    const [root, index] = entry.path;
    const inside = root === "steps" && typeof index === "number";
    if (inside && entry.path.length > 2) open?.inside.push(entry);
    else {
      if (open) open.to = wholeLine(text, entry.from);
      open = inside ? { inside: [], from: wholeLine(text, entry.from), to: endOf(text) } : null;
      if (open) groups.push(open);
    }
  }
  return groups;
}

function dependenciesOf(inside: readonly Entry[]): string[] | null {
  const all = inside.filter(({ path }) => path[2] === "depends_on");
  if (all.length === 0) return null;
  return all.flatMap(({ path, scalar }) => {
    const named = path.length === 4 || (path.length === 5 && path[4] === "step");
    return named && scalar !== null ? [scalar] : [];
  });
}

const isNext = (key: unknown): boolean => key === "next" || key === "next_step_logic";

function loopOf(inside: readonly Entry[]): StepOutline["loop"] {
  const has = (...keys: string[]) => inside.some(({ path }) => keys.includes(String(path[2])));
  if (has("for_each")) return "for_each";
  return has("repeat", "repeat_config") ? "repeat" : null;
}

/** Where the last value can end: before the brace that closes a JSON document. */
function endOf(text: string): number {
  return languageOf(text) === "json" ? Math.max(0, text.trimEnd().length - 1) : text.length;
}

/** Back over the spaces to the start of the line, when nothing else stands there. */
function wholeLine(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(start, offset).trim() === "" ? start : offset;
}
