import type { Transition } from "../core/execution/effect";
import type { FileData, LogData } from "../core/execution/event";
import type { ExecutionState, StepState } from "../core/execution/state";
import { isExecutionEnded, isStepEnded } from "../core/execution/states";
import type { Plan } from "../core/plan/plan";
import type { EventWrite, ExecutionWrite, StepWrite } from "../store/flush";
import { jsonText } from "../store/json-text";
import type { BrowserState } from "./ports";
import type { StoredResult } from "./stored-result";

/** What one execution has decided and not yet written: events in order, and the last state of each touched step. */
export class PendingWrite {
  private events: EventWrite[] = [];
  private steps = new Map<number, StepWrite>();
  private commandIds: number[] = [];
  private progressed = false;

  constructor(
    private readonly plan: Plan,
    /** Number of the last event that is on its way or recorded. */
    private seq: number,
  ) {}

  get isEmpty(): boolean {
    return this.events.length === 0 && this.commandIds.length === 0;
  }

  addTransition(
    transition: Transition,
    step: StepState | null,
    stored: StoredResult | null,
    browser: BrowserState | null,
  ): void {
    const stepId = transition.step === null ? null : this.idOf(transition.step);
    const data = stored ? { ...transition.data, bytes: stored.bytes } : transition.data;
    this.addEvent({ at: transition.at, kind: transition.kind, stepId, attempt: transition.attempt, data });
    if (transition.step === null || !step || stepId === null) return;
    if (isStepEnded(step.status)) this.progressed = true;
    const before = this.steps.get(transition.step);
    this.steps.set(transition.step, {
      stepId,
      status: step.status,
      attempt: step.attempt,
      failures: step.failures,
      reason: step.reason,
      error: step.error,
      result: stored?.text ?? null,
      resultBytes: stored?.bytes ?? null,
      resultFile: stored?.file ?? null,
      browser: jsonText(browser) ?? before?.browser ?? null,
      wakeAt: step.wakeAt,
      startedAt: step.startedAt,
      endedAt: step.endedAt,
    });
  }

  addLog(at: number, stepId: string, attempt: number, data: LogData): void {
    this.addEvent({ at, kind: "log", stepId, attempt, data });
  }

  addFile(at: number, stepId: string, attempt: number, data: FileData): void {
    this.addEvent({ at, kind: "file", stepId, attempt, data });
  }

  addCommand(
    at: number,
    id: number,
    data: { command: string; by: string | null; note?: string },
    stepId: string | null,
  ): void {
    this.commandIds.push(id);
    this.addEvent({ at, kind: "command", stepId, attempt: null, data });
  }

  /** Everything so far as one write; what comes later starts a new one. */
  take(
    facts: { id: string; userId: string | null; fence: number; release: boolean; wakeAt: number | null },
    state: ExecutionState,
  ): ExecutionWrite {
    const write: ExecutionWrite = {
      ...facts,
      prevSeq: this.seq - this.events.length,
      seq: this.seq,
      status: state.status,
      withErrors: state.withErrors,
      reason: state.reason,
      ending: isExecutionEnded(state.status) ? null : state.ending,
      deadlineAt: state.deadlineAt,
      startedAt: state.startedAt,
      endedAt: state.endedAt,
      progressed: this.progressed,
      events: this.events,
      steps: [...this.steps.values()],
      commandIds: this.commandIds,
      notification: null,
    };
    this.events = [];
    this.steps = new Map();
    this.commandIds = [];
    this.progressed = false;
    return write;
  }

  private addEvent(event: Omit<EventWrite, "seq">): void {
    this.seq += 1;
    this.events.push({ seq: this.seq, ...event });
  }

  private idOf(index: number): string {
    const step = this.plan.steps[index];
    if (!step) throw new Error(`The plan has no step ${index}.`);
    return step.id;
  }
}
