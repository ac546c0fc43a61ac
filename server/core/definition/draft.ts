import type { Complaint } from "../validation/explain";
import { formatPath, type Path } from "../validation/path";
import { checkParams } from "./check-params";
import { checkSchedule } from "./check-schedule";
import { checkStep } from "./check-step";
import { checkTwoNames, classicKeysIn, presentChain, presentStep } from "./classic-names";
import type { ChainDefinition, StepDefinition } from "./definition";
import { hasTooManyDependencies } from "./dependency-limit";
import { type DraftNotes, NO_NOTES, type StepNotes } from "./notes";
import type { Report } from "./report";
import { type Salvage, salvage } from "./salvage";
import { type ChainSource, chainShell, MAX_STEPS } from "./schema/chain";
import { type StepSource, step as stepSchema } from "./schema/step";
import type { SourceMap } from "./source-map";
import { assignStepIds } from "./step-ids";
import { findUnsupported, UNSUPPORTED_IN_CHAIN, UNSUPPORTED_IN_STEP, unsupportedMessage } from "./unsupported";

/** A definition that may still be wrong in places. */
export interface DefinitionDraft {
  /** Null when the text was no definition at all. */
  definition: ChainDefinition | null;
  source: SourceMap;
  report: Report;
  notes: DraftNotes;
}

/** Checks data against the format, step by step, and keeps whatever is right of it. */
export function draftFrom(data: unknown, source: SourceMap, report: Report): DefinitionDraft {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    report.add({ path: [], message: "A chain definition is a mapping with `name` and `steps`." });
    return { definition: null, source, report, notes: NO_NOTES };
  }
  const shell = salvage(chainShell, data);
  const unsupported = findUnsupported(data, UNSUPPORTED_IN_CHAIN);
  for (const { at } of unsupported) report.add({ path: at, message: unsupportedMessage(at), onKey: true });
  tell(report, shell.complaints, [], undefined);
  const chain = shell.value as Partial<ChainSource>;
  checkParams(chain.params ?? {}, report);
  if (chain.schedule !== undefined) checkSchedule(chain.schedule, report);
  checkTwoNames(data, [], report);

  const written = (data as { steps?: unknown }).steps;
  const steps = readSteps(Array.isArray(written) ? written.slice(0, MAX_STEPS) : [], report);
  return {
    definition: { ...presentChain(chain), name: chain.name ?? "Chain", steps: steps.definitions },
    source,
    report,
    notes: { chainDropped: shell.dropped, steps: steps.notes },
  };
}

function readSteps(written: unknown[], report: Report): { definitions: StepDefinition[]; notes: StepNotes[] } {
  const read = hasTooManyDependencies(written, report) ? withoutDependencies : readStep;
  const salvaged = written.map(read);
  const ids = assignStepIds(salvaged.map(({ value }) => value));
  const notes = salvaged.map(({ dropped }, index) => notesOf(written[index], dropped));
  const definitions = salvaged.map(({ value, complaints }, index) => {
    const id = ids[index] ?? "";
    const path = ["steps", index];
    const unsupported = findUnsupported(written[index], UNSUPPORTED_IN_STEP);
    for (const { at } of unsupported) {
      report.add({ path: [...path, ...at], message: unsupportedMessage(at), onKey: true, stepId: id });
    }
    tell(report, complaints, path, id);
    checkTwoNames(written[index], path, report);
    const definition = presentStep(value, id);
    if (isMapping(written[index])) {
      const { dropped, classic } = notes[index] ?? { dropped: new Set(), classic: new Map() };
      checkStep({ definition, hasId: value.id !== undefined, path, dropped, classic }, report);
    }
    return definition;
  });
  return { definitions, notes };
}

const readStep = (written: unknown): Salvage<StepSource> => salvage(stepSchema, written);

/** What they say is not looked at: it is wrong as a whole, and would take the longest. */
function withoutDependencies(written: unknown): Salvage<StepSource> {
  const read = readStep(isMapping(written) ? { ...(written as object), depends_on: undefined } : written);
  return { ...read, dropped: new Set([...read.dropped, "depends_on"]) };
}

/** A wrong `next_step_logic` leaves `next` unknown. */
function notesOf(written: unknown, dropped: ReadonlySet<string>): StepNotes {
  const classic = classicKeysIn(written);
  const unknown = [...classic].flatMap(([now, name]) => (dropped.has(name) ? [now] : []));
  return { dropped: unknown.length === 0 ? dropped : new Set([...dropped, ...unknown]), classic };
}

const isMapping = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

function tell(report: Report, complaints: readonly Complaint[], base: Path, stepId: string | undefined): void {
  for (const { path, ...complaint } of complaints) {
    const message = path.length === 0 ? wholeMessage(base) : complaint.message;
    report.add({ ...complaint, message, path: [...base, ...path], stepId });
  }
}

const wholeMessage = (base: Path): string => `\`${formatPath(base)}\` must be a mapping with the keys of a step.`;
