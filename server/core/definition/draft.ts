import type { Complaint } from "../validation/explain";
import { formatPath, type Path } from "../validation/path";
import { checkParams } from "./check-params";
import { checkSchedule } from "./check-schedule";
import { checkStep } from "./check-step";
import type { ChainDefinition, StepDefinition } from "./definition";
import type { Report } from "./report";
import { type Salvage, salvage } from "./salvage";
import { toPolicy } from "./schema/basics";
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
  /** Per step: keys that were wrong and left out. */
  dropped: readonly ReadonlySet<string>[];
}

/** Checks data against the format, step by step, and keeps whatever is right of it. */
export function draftFrom(data: unknown, source: SourceMap, report: Report): DefinitionDraft {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    report.add({ path: [], message: "A chain definition is a mapping with `name` and `steps`." });
    return { definition: null, source, report, dropped: [] };
  }
  const shell = salvage(chainShell, data);
  const unsupported = findUnsupported(data, UNSUPPORTED_IN_CHAIN);
  for (const { at, value } of unsupported)
    report.add({ path: at, message: unsupportedMessage(at, value), onKey: true });
  tell(report, shell.complaints, [], undefined);
  const chain = shell.value as Partial<ChainSource>;
  checkParams(chain.params ?? {}, report);
  if (chain.schedule !== undefined) checkSchedule(chain.schedule, report);
  checkTwoNames(data, [["retry", "retry_config"]], [], report);

  const written = (data as { steps?: unknown }).steps;
  const steps = readSteps(Array.isArray(written) ? written.slice(0, MAX_STEPS) : [], report);
  return {
    definition: { ...chainOf(chain), name: chain.name ?? "Chain", steps: steps.definitions },
    source,
    report,
    dropped: steps.dropped,
  };
}

function chainOf(chain: Partial<ChainSource>): Omit<ChainDefinition, "name" | "steps"> {
  const { steps: _steps, name: _name, retry_config, error_policy, ...rest } = chain;
  return { ...rest, ...classic(error_policy, rest.retry ?? retry_config) };
}

/** Classic names and capitals become those of the format. */
function classic(
  policy: string | undefined,
  retry: StepSource["retry"],
): Pick<StepDefinition, "error_policy" | "retry"> {
  const errorPolicy = policy === undefined ? undefined : toPolicy(policy);
  return {
    ...(errorPolicy === undefined ? {} : { error_policy: errorPolicy }),
    ...(retry === undefined ? {} : { retry }),
  };
}

function readSteps(
  written: unknown[],
  report: Report,
): { definitions: StepDefinition[]; dropped: ReadonlySet<string>[] } {
  const salvaged = written.map((one): Salvage<StepSource> => salvage(stepSchema, one));
  const ids = assignStepIds(salvaged.map(({ value }) => value));
  const definitions = salvaged.map(({ value, complaints, dropped }, index) => {
    const id = ids[index] ?? "";
    const path = ["steps", index];
    const unsupported = findUnsupported(written[index], UNSUPPORTED_IN_STEP);
    for (const { at, value: found } of unsupported) {
      report.add({ path: [...path, ...at], message: unsupportedMessage(at, found), onKey: true, stepId: id });
    }
    tell(report, complaints, path, id);
    checkTwoNames(
      written[index],
      [
        ["retry", "retry_config"],
        ["repeat", "repeat_config"],
        ["next", "next_step_logic"],
      ],
      path,
      report,
    );
    const { retry_config, error_policy, ...rest } = value;
    const definition: StepDefinition = { ...rest, ...classic(error_policy, rest.retry ?? retry_config), id };
    const other = new Set(unsupported.map(({ at }) => at[0] ?? ""));
    if (isMapping(written[index]))
      checkStep({ definition, hasId: value.id !== undefined, path, dropped, unsupported: other }, report);
    return definition;
  });
  return { definitions, dropped: salvaged.map(({ dropped }) => dropped) };
}

const isMapping = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

function tell(report: Report, complaints: readonly Complaint[], base: Path, stepId: string | undefined): void {
  for (const { path, ...complaint } of complaints) {
    const message = path.length === 0 ? wholeMessage(base) : complaint.message;
    report.add({ ...complaint, message, path: [...base, ...path], stepId });
  }
}

const wholeMessage = (base: Path): string => `\`${formatPath(base)}\` must be a mapping with the keys of a step.`;

/** A classic name and its present one say the same: only one of them may be there. */
function checkTwoNames(data: unknown, pairs: readonly [string, string][], path: Path, report: Report): void {
  if (typeof data !== "object" || data === null) return;
  for (const [now, classicName] of pairs) {
    if (!Object.hasOwn(data, now) || !Object.hasOwn(data, classicName)) continue;
    report.add({
      path: [...path, classicName],
      onKey: true,
      message: `\`${classicName}\` is another name of \`${now}\`. Keep one of them.`,
    });
  }
}
