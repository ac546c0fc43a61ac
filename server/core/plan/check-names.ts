import type { Report } from "../definition/report";
import { CONTEXT_FIELDS, CONTEXT_NAMES, isLoopName } from "../template/names";
import type { Reference } from "../template/references";
import { TemplateError } from "../template/template-error";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import { localProblem } from "./check-locals";
import { type Complaint, pathText, type ResultScope, resultProblem, upstreamProblem } from "./check-results";
import { secretProblem } from "./check-secrets";
import type { StepText } from "./step-texts";

export interface NameScope extends ResultScope {
  /** Names of the chain's parameters; null: some of them could not be read. */
  params: readonly string[] | null;
}

/** Checks every name that templates and conditions read against the names that there will be. */
export class NameCheck {
  constructor(
    private readonly scope: NameScope,
    private readonly report: Report,
  ) {}

  /** Reports what is wrong with one template or condition. */
  check(text: StepText): void {
    if (this.report.full) return;
    try {
      for (const reference of text.references()) {
        const complaint = this.reference(reference, text);
        if (complaint !== null) this.add(reference, text, complaint);
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const stepId = this.id(text.step);
      this.report.add({ path: text.path, message: `Step "${stepId}": ${error.message}`, stepId });
    }
  }

  private reference(reference: Reference, text: StepText): Complaint | null {
    const { index } = this.scope;
    const [root, second, third] = reference.path;
    switch (root) {
      case "params":
        return this.scope.params === null ? null : oneOf(reference, 1, this.scope.params, "parameter");
      case "results": {
        const step = typeof second === "string" ? this.stepOf(second) : undefined;
        if (step !== undefined) return resultProblem(reference, { step, from: 2 }, text, this.scope);
        return oneOf(reference, 1, index.byOutputKey.keys(), "result");
      }
      case "steps":
      case "errors": {
        const step = typeof second === "string" ? index.byId.get(second) : undefined;
        if (step === undefined) return oneOf(reference, 1, index.byId.keys(), "step");
        if (root === "steps" && third === "result")
          return resultProblem(reference, { step, from: 3 }, text, this.scope);
        const fields = CONTEXT_FIELDS[root === "steps" ? "step" : "error"];
        return oneOf(reference, 2, fields, "field") ?? upstreamProblem(reference, step, text, this.scope);
      }
      case "variables":
      case "execution":
        return oneOf(reference, 1, CONTEXT_FIELDS[root], "field");
      case "secrets":
        return secretProblem(second, text, this.scope.steps[text.step]);
      default:
        return this.topLevel(reference, String(root), text);
    }
  }

  private topLevel(reference: Reference, root: string, text: StepText): Complaint | null {
    const step = this.stepOf(root);
    if (step !== undefined) return resultProblem(reference, { step, from: 1 }, text, this.scope);
    if ((CONTEXT_NAMES as readonly string[]).includes(root)) return null;
    if (isLoopName(root)) return localProblem(root, text, this.scope.steps[text.step]);
    const { index, upstream, params } = this.scope;
    const isBefore = (one: number) => one !== text.step && upstream?.has(text.step, one) !== false;
    const results = [...index.byOutputKey].filter(([, one]) => isBefore(one)).map(([key]) => key);
    const names = [...results, ...(params ?? []).map((name) => `params.${name}`), ...CONTEXT_NAMES];
    const suggestion = params?.includes(root)
      ? `params.${root}`
      : nearest(root, [...index.byOutputKey.keys(), ...names], index.effort);
    const message = `There is no name "${root}". These exist here: ${listNames(names, 30)}.${didYouMean(suggestion)}`;
    return { within: root, message, suggestion };
  }

  private add(reference: Reference, { step, path }: StepText, { message, ...found }: Complaint): void {
    const stepId = this.id(step);
    this.report.add({ ...found, path, message: `Step "${stepId}": ${message}`, inside: reference.text, stepId });
  }

  /** Whose result has this name: the output key counts, or else the id. */
  private stepOf(name: string): number | undefined {
    return this.scope.index.byOutputKey.get(name) ?? this.scope.index.byId.get(name);
  }

  private id(step: number): string {
    return this.scope.index.steps[step]?.id ?? "";
  }
}

/** A part of the path must be one of a few names; nothing or something computed there is fine. */
function oneOf(reference: Reference, at: number, known: Iterable<string>, kind: string): Complaint | null {
  const part = reference.path[at];
  if (part === undefined || part === null || part === "size") return null;
  const names = [...known];
  if (names.includes(String(part))) return null;
  const suggestion = nearest(String(part), names);
  const exist = names.length === 0 ? `There is no ${kind} at all.` : `These exist: ${listNames(names, 30)}.`;
  const message = `There is no ${kind} "${part}" in \`${pathText(reference.path.slice(0, at))}\`. ${exist}${didYouMean(suggestion)}`;
  return { within: String(part), message, suggestion };
}
