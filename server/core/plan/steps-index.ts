import type { ChainDefinition, StepDefinition } from "../definition/definition";
import { type DraftNotes, writtenPath } from "../definition/notes";
import type { Report } from "../definition/report";
import { RESERVED_NAMES } from "../template/names";
import { didYouMean, Effort, listNames, nearest } from "../validation/nearest";
import type { Path } from "../validation/path";

/** The steps of a definition, found by id, name and output key. */
export interface StepsIndex {
  steps: readonly StepDefinition[];
  outputKeys: readonly string[];
  byId: ReadonlyMap<string, number>;
  byName: ReadonlyMap<string, number>;
  byOutputKey: ReadonlyMap<string, number>;
  /** All ids, then all names. */
  known: readonly string[];
  /** Whether a key of a step was wrong and left out: what hangs on it is not judged. */
  dropped: (step: number, key: string) => boolean;
  /** For finding what wrong names were meant to be, all together. */
  effort: Effort;
  /** What wrong names of steps were meant to be: a step that was renamed is named wrongly in many places. */
  guesses: Map<string, string | undefined>;
  /** Where a key of a step was written. */
  path: (step: number, key: string, ...rest: Path) => (string | number)[];
}

/** Builds the index; ids and output keys that stand twice, or are taken by the context, are reported. */
export function indexSteps(definition: ChainDefinition, notes: DraftNotes, report: Report): StepsIndex {
  const byId = new Map<string, number>();
  const byName = new Map<string, number>();
  const byOutputKey = new Map<string, number>();
  const outputKeys: string[] = [];
  for (const [index, step] of definition.steps.entries()) {
    const firstWithId = byId.get(step.id);
    if (firstWithId === undefined) byId.set(step.id, index);
    else addDuplicateId(report, index, step.id, firstWithId);
    if (step.name !== undefined && !byName.has(step.name)) byName.set(step.name, index);
    const key = step.output_key ?? step.id;
    outputKeys.push(key);
    const taken = byOutputKey.get(key);
    if (taken === undefined) byOutputKey.set(key, index);
    else if (firstWithId === undefined) addDuplicateKey(report, index, step, definition.steps[taken]);
    if (RESERVED_NAMES.has(key)) addReserved(report, index, step);
  }
  return {
    steps: definition.steps,
    outputKeys,
    byId,
    byName,
    byOutputKey,
    known: [...byId.keys(), ...byName.keys()],
    effort: new Effort(),
    guesses: new Map(),
    dropped: (step, key) => notes.steps[step]?.dropped.has(key) === true,
    path: (step, key, ...rest) => writtenPath(notes, step, key, ...rest),
  };
}

/** Steps are named by id, or else by their name, as the classic form does. */
export const findStep = (index: StepsIndex, name: string): number | undefined =>
  index.byId.get(name) ?? index.byName.get(name);

export function unknownStep(name: string, index: StepsIndex): { message: string; suggestion?: string } {
  const { guesses } = index;
  if (!guesses.has(name)) guesses.set(name, nearest(name, index.known, index.effort));
  const suggestion = guesses.get(name);
  const help = suggestion === undefined ? ` The chain has ${listNames(index.byId.keys())}.` : didYouMean(suggestion);
  return { message: `There is no step "${name}".${help}`, suggestion };
}

function addDuplicateId(report: Report, index: number, id: string, first: number): void {
  const message = `The id "${id}" is taken by step ${first + 1}. Ids must be unique in the chain.`;
  report.add({ path: ["steps", index, "id"], message, stepId: id });
}

function addDuplicateKey(report: Report, index: number, step: StepDefinition, other: StepDefinition | undefined): void {
  const key = step.output_key ?? step.id;
  const message = `The output key "${key}" is taken by step "${other?.id}". Give each step an \`output_key\` of its own.`;
  report.add({ path: ["steps", index, step.output_key === undefined ? "id" : "output_key"], message, stepId: step.id });
}

function addReserved(report: Report, index: number, step: StepDefinition): void {
  const own = step.output_key !== undefined;
  const todo = own ? "Choose another name." : "Set another `output_key`, or change the id.";
  const message = `"${step.output_key ?? step.id}" is a name that templates have already, so no result can be called that. ${todo} Taken are ${listNames(RESERVED_NAMES, 40)}.`;
  report.add({ path: ["steps", index, own ? "output_key" : "id"], message, stepId: step.id });
}
