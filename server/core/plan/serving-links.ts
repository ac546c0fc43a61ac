import type { Report } from "../definition/report";
import { wayWords } from "./cycles";
import type { StepRole } from "./plan";
import type { Roles } from "./roles";
import { findStep, type StepsIndex, unknownStep } from "./steps-index";

type StandBy = Exclude<StepRole, "step">;

const KEYS = { alternative: "alternative", compensation: "compensate" } as const;
const KEY_LIST = [
  ["alternative", "alternative"],
  ["compensation", "compensate"],
] as const;

/** The links from steps to those that stand by for them, each one checked as it is added. */
export class ServingLinks implements Roles {
  readonly role: StepRole[];
  readonly serves: number[][];
  readonly alternative: (number | undefined)[];
  readonly compensate: (number | undefined)[];

  constructor(
    private readonly index: StepsIndex,
    private readonly report: Report,
  ) {
    this.role = index.steps.map(() => "step");
    this.serves = index.steps.map(() => []);
    this.alternative = index.steps.map(() => undefined);
    this.compensate = index.steps.map(() => undefined);
  }

  add(step: number, role: StandBy, name: string): void {
    const target = findStep(this.index, name);
    if (target === undefined) {
      this.refuse(step, role, unknownStep(name, this.index));
      return;
    }
    const problem = this.problem(step, role, target);
    if (problem !== null) {
      this.refuse(step, role, { message: problem });
      return;
    }
    this.role[target] = role;
    this.serves[target]?.push(step);
    this[KEYS[role]][step] = target;
  }

  private problem(step: number, role: StandBy, target: number): string | null {
    const id = this.id(target);
    if (target === step)
      return `Step "${id}" cannot ${role === "alternative" ? "stand in for" : "undo"} itself. Name another step.`;
    const first = this.serves[target]?.[0];
    if (first === undefined) return null;
    const other = this.role[target];
    if (other !== role)
      return `Step "${id}" is ${WORDS[other ?? "step"]} of "${this.id(first)}" already and cannot be ${WORDS[role]} too. Write a step for each.`;
    return role === "compensation"
      ? `Step "${id}" undoes step "${this.id(first)}" already. Each step needs a compensation of its own.`
      : null;
  }

  /** Nothing stands by for a compensation: what fails while it undoes is for people. */
  removeNested(): void {
    for (const [step, role] of this.role.entries()) {
      if (role !== "compensation") continue;
      for (const [nested, key] of KEY_LIST) {
        if (this[key][step] === undefined) continue;
        const message = `Step "${this.id(step)}" stands by as a compensation: nothing stands by for it in turn. Remove \`${key}\`.`;
        this.refuse(step, nested, { message });
        this.unlink(step, nested);
      }
    }
  }

  /** `a` stands in for `b` and `b` for `a`: then neither would ever begin. */
  removeCircles(): void {
    const done = new Set<number>();
    for (const start of this.alternative.keys()) {
      const walked: number[] = [];
      let at: number | undefined = start;
      while (at !== undefined && !done.has(at)) {
        done.add(at);
        walked.push(at);
        at = this.alternative[at];
      }
      if (at !== undefined && walked.includes(at)) this.refuseCircle(walked.slice(walked.indexOf(at)));
    }
  }

  private refuseCircle(circle: readonly number[]): void {
    const last = circle.at(-1) ?? 0;
    const ids = wayWords([...circle, circle[0] ?? 0].map((step) => this.id(step)));
    this.refuse(last, "alternative", {
      message: `The alternatives stand in for each other: ${ids}. Remove one of them.`,
    });
    this.unlink(last, "alternative");
  }

  /** One that serves nobody any more is a step like others. */
  private unlink(step: number, role: StandBy): void {
    const links = this[KEYS[role]];
    const target = links[step];
    links[step] = undefined;
    if (target === undefined) return;
    const left = (this.serves[target] ?? []).filter((served) => served !== step);
    this.serves[target] = left;
    if (left.length === 0) this.role[target] = "step";
  }

  private refuse(step: number, role: StandBy, finding: { message: string; suggestion?: string }): void {
    this.report.add({ ...finding, path: this.index.path(step, KEYS[role]), stepId: this.id(step) });
  }

  private id(step: number): string {
    return this.index.steps[step]?.id ?? "";
  }
}

const WORDS: Record<StepRole, string> = {
  step: "a step",
  alternative: "the alternative",
  compensation: "the compensation",
};
