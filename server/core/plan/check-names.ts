import type { Report } from "../definition/report";
import { CONTEXT_FIELDS, CONTEXT_NAMES } from "../template/names";
import { conditionReferences, type Reference, references } from "../template/references";
import { TemplateError } from "../template/template-error";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { Path } from "../validation/path";
import type { OperationSpec } from "./catalog";
import { wrongPart } from "./output-path";
import type { StepsIndex } from "./steps-index";
import type { Upstream } from "./upstream";

/** Where a template stands and what it may read. */
interface Place {
  step: number;
  path: Path;
  /** Secrets belong into parameters of tools only: not into conditions, not into what an LLM reads. */
  secrets: "allowed" | "condition" | "llm";
}

type Part = string | number | null;

/** Checks every name that templates and conditions read against the names that there will be. */
export class NameCheck {
  constructor(
    private readonly index: StepsIndex,
    private readonly params: readonly string[],
    /** Null when the graph has a cycle: then the order is not judged. */
    private readonly upstream: Upstream | null,
    private readonly operations: readonly (OperationSpec | undefined)[],
    private readonly report: Report,
  ) {}

  template(text: string, place: Place): void {
    this.check(() => references(text), place);
  }

  condition(expression: string, place: Place): void {
    this.check(() => conditionReferences(expression), place);
  }

  private check(read: () => Reference[], place: Place): void {
    if (this.report.full) return;
    try {
      for (const reference of read()) this.reference(reference, place);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.report.add({
        path: place.path,
        message: `Step "${this.id(place.step)}": ${error.message}`,
        stepId: this.id(place.step),
      });
    }
  }

  private reference(reference: Reference, place: Place): void {
    const [root, second, third] = reference.path;
    switch (root) {
      case "params":
        this.oneOf(reference, 1, this.params, "parameter", place);
        return;
      case "results": {
        const step = typeof second === "string" ? this.stepOf(second) : undefined;
        if (step !== undefined) {
          this.result(reference, step, 2, place);
          return;
        }
        this.oneOf(reference, 1, [...this.index.byOutputKey.keys()], "result", place);
        return;
      }
      case "steps":
      case "errors": {
        const step = typeof second === "string" ? this.index.byId.get(second) : undefined;
        if (step === undefined) {
          this.oneOf(reference, 1, [...this.index.byId.keys()], "step", place);
          return;
        }
        if (root === "steps" && third === "result") {
          this.result(reference, step, 3, place);
          return;
        }
        this.oneOf(reference, 2, CONTEXT_FIELDS[root === "steps" ? "step" : "error"], "field", place);
        this.isUpstream(reference, step, place);
        return;
      }
      case "variables":
      case "execution":
        this.oneOf(reference, 1, CONTEXT_FIELDS[root], "field", place);
        return;
      case "secrets":
        this.secret(reference, second, place);
        return;
      default:
        this.topLevel(reference, String(root), place);
        return;
    }
  }

  private topLevel(reference: Reference, root: string, place: Place): void {
    const step = this.stepOf(root);
    if (step !== undefined) {
      this.result(reference, step, 1, place);
      return;
    }
    if ((CONTEXT_NAMES as readonly string[]).includes(root)) return;
    if (root === "item" || root === "index" || root === "iteration") {
      this.add(reference, root, place, `\`${root}\` only exists in loops, and loops are not supported yet.`);
      return;
    }
    const results = [...this.index.byOutputKey].filter(([, one]) => this.isBefore(place.step, one)).map(([key]) => key);
    const names = [...results, ...this.params.map((name) => `params.${name}`), ...CONTEXT_NAMES];
    const suggestion = this.params.includes(root)
      ? `params.${root}`
      : nearest(root, [...this.index.byOutputKey.keys(), ...names]);
    const message = `There is no name "${root}". These exist here: ${listNames(names, 30)}.${didYouMean(suggestion)}`;
    this.add(reference, root, place, message, suggestion);
  }

  private result(reference: Reference, step: number, from: number, place: Place): void {
    if (step === place.step || this.upstream?.has(place.step, step) === false) {
      this.isUpstream(reference, step, place);
      return;
    }
    const operation = this.operations[step];
    const wrong = operation === undefined ? null : wrongPart(operation.output, reference.path.slice(from));
    if (wrong === null || operation === undefined) return;
    const name = String(reference.path[from + wrong.at]);
    const suggestion = nearest(name, wrong.known);
    const has = wrong.known.length === 0 ? "it has nothing inside" : `it has ${listNames(wrong.known, 30)}`;
    const above = textOf(reference.path.slice(0, from + wrong.at));
    const message = `The result of ${operation.tool}.${operation.operation} has no "${name}" in \`${above}\`: ${has}.${didYouMean(suggestion)}`;
    this.add(reference, name, place, message, suggestion);
  }

  /** A result is only there when its step always comes before. */
  private isUpstream(reference: Reference, step: number, place: Place): void {
    if (this.upstream === null && step !== place.step) return;
    if (this.isBefore(place.step, step)) return;
    const [own, other] = [this.id(place.step), this.id(step)];
    const name = reference.text;
    if (step === place.step) {
      this.add(reference, name, place, `\`${name}\` is what this step itself gives: it does not exist yet.`);
      return;
    }
    const after = this.upstream?.has(step, place.step) === true;
    const todo = after
      ? `Step "${other}" comes after step "${own}": change their order.`
      : `Add "${other}" to \`depends_on\` of step "${own}".`;
    this.add(
      reference,
      name,
      place,
      `\`${name}\` comes from step "${other}", which is not upstream of step "${own}". ${todo}`,
    );
  }

  private secret(reference: Reference, name: Part | undefined, place: Place): void {
    const wrong =
      place.secrets === "condition"
        ? "Secrets cannot be used in conditions."
        : place.secrets === "llm"
          ? "Secrets cannot be given to an LLM."
          : typeof name !== "string"
            ? "Name one secret: `secrets.<name>`."
            : null;
    if (wrong !== null) this.add(reference, "secrets", place, wrong);
  }

  /** A part of the path must be one of a few names; nothing or something computed there is fine. */
  private oneOf(reference: Reference, at: number, names: readonly string[], kind: string, place: Place): void {
    const part = reference.path[at];
    if (part === undefined || part === null || part === "size" || names.includes(String(part))) return;
    const suggestion = nearest(String(part), names);
    const exist = names.length === 0 ? `There is no ${kind} at all.` : `These exist: ${listNames(names, 30)}.`;
    const message = `There is no ${kind} "${part}" in \`${textOf(reference.path.slice(0, at))}\`. ${exist}${didYouMean(suggestion)}`;
    this.add(reference, String(part), place, message, suggestion);
  }

  private add(reference: Reference, within: string, { step, path }: Place, message: string, suggestion?: string): void {
    const stepId = this.id(step);
    this.report.add({
      path,
      message: `Step "${stepId}": ${message}`,
      within,
      inside: reference.text,
      suggestion,
      stepId,
    });
  }

  /** Whose result has this name: the output key counts, or else the id. */
  private stepOf(name: string): number | undefined {
    return this.index.byOutputKey.get(name) ?? this.index.byId.get(name);
  }

  private isBefore(step: number, above: number): boolean {
    return step !== above && (this.upstream === null || this.upstream.has(step, above));
  }

  private id(step: number): string {
    return this.index.steps[step]?.id ?? "";
  }
}

const textOf = (path: readonly Part[]): string =>
  path
    .map((part, at) =>
      typeof part === "number" ? `[${part}]` : part === null ? "[...]" : at === 0 ? part : `.${part}`,
    )
    .join("");
