import type { Outline, StepOutline } from "./outline";

/** A replacement in the text, and where the cursor goes. */
export interface TextChange {
  from: number;
  to: number;
  insert: string;
  /** Offset in the changed text. */
  cursor: number;
}

export interface InsertStepInput {
  text: string;
  outline: Outline;
  /** A step in YAML, without its dash, and the same as data. */
  example: string;
  exampleStep: Readonly<Record<string, unknown>>;
  /** The step above the new one; null: behind the last. */
  after: StepOutline | null;
}

/** Puts an example below a step, indented like its neighbours and with an id of its own. */
export function insertStep({ text, outline, example, exampleStep, after }: InsertStepInput): TextChange {
  const above = after ?? outline.steps.at(-1) ?? null;
  const id = freeId(String(exampleStep.id ?? "step"), outline);
  return outline.language === "json"
    ? insertJson(text, outline, above, { ...exampleStep, id })
    : insertYaml(text, outline, above, example.trimEnd().replace(/^id: *\S+/, `id: ${id}`));
}

function freeId(id: string, { steps }: Outline): string {
  const taken = new Set(steps.map((step) => step.id));
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}_${number}`;
  return free;
}

function insertYaml(text: string, outline: Outline, above: StepOutline | null, step: string): TextChange {
  if (above === null && outline.stepsEnd === null) {
    const gap = text === "" || text.endsWith("\n") ? "" : "\n";
    return change(text.length, text.length, `${gap}steps:\n${listItem(step, 2)}\n`, "- ");
  }
  if (above === null) {
    // Behind the key, over a list that is written as empty: `steps: []`.
    const from = text.lastIndexOf(":", outline.stepsEnd ?? 0) + 1;
    return change(from, Math.max(from, outline.stepsEnd ?? from), `\n${listItem(step, 2)}`, "- ");
  }
  const dash = /^[ \t]*/.exec(text.slice(above.from))?.[0].length ?? 2;
  const end = above.from + text.slice(above.from, above.to).trimEnd().length;
  const spaced =
    /\n[ \t]*\n[ \t]*$/.test(text.slice(above.from, above.to)) || /\n\s*\n$/.test(text.slice(0, above.from));
  return change(end, end, `${spaced ? "\n\n" : "\n"}${listItem(step, dash)}`, "- ");
}

function listItem(step: string, indent: number): string {
  const space = " ".repeat(indent);
  return step
    .split("\n")
    .map((line, index) => (index === 0 ? `${space}- ${line}` : line === "" ? "" : `${space}  ${line}`))
    .join("\n");
}

function insertJson(text: string, outline: Outline, above: StepOutline | null, step: unknown): TextChange {
  const json = JSON.stringify(step, null, 2).replaceAll("\n", "\n    ");
  if (above === null) {
    const bracket = /"steps"\s*:\s*\[/.exec(text);
    const at = bracket ? bracket.index + bracket[0].length : text.length;
    return change(at, at, `\n    ${json}\n  `, "{");
  }
  const end = above.from + endOfObject(text.slice(above.from));
  const shift = above.index < outline.steps.length - 1 ? "" : "\n";
  return change(
    end,
    end,
    `,\n    ${json}${/^\s*\]/.test(text.slice(end)) && !/^\s*\n/.test(text.slice(end)) ? shift : ""}`,
    "{",
  );
}

/** Behind the brace that closes the object at the start of the text. */
function endOfObject(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\\" && quoted) at++;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "{") depth++;
    else if (!quoted && char === "}" && --depth === 0) return at + 1;
  }
  return text.length;
}

/** The cursor goes to the first word of what is inserted. */
function change(from: number, to: number, insert: string, mark: string): TextChange {
  return { from, to, insert, cursor: from + insert.indexOf(mark) + mark.length };
}
