import type { Transition } from "../core/execution/effect";
import type { FileData, LogData } from "../core/execution/event";
import type { ExecutionState } from "../core/execution/state";
import { isExecutionEnded, isStepEnded } from "../core/execution/states";
import { withOneMore } from "../core/few-list";
import type { Plan } from "../core/plan/plan";
import type { StoredCommand } from "../store/commands";
import type { EventWrite, ExecutionWrite, NotificationWrite, StepWrite } from "../store/flush";
import type { MomentWrite } from "../store/hook-writes";
import { jsonText } from "../store/json-text";
import type { ExecutionStart } from "../store/start-values";
import { FewMap } from "./few-map";
import { placeKey, placeOf } from "./place";
import type { BrowserState } from "./ports";
import type { StepRows } from "./step-rows";
import type { StoredResult } from "./stored-result";

type StepTransition = Extract<Transition, { step: number }>;

/** Where a line or file of an attempt belongs. */
export interface AttemptPlaceName {
  stepId: string;
  item: number | null;
  attempt: number;
}

/** Nearly always there is none of these: then all share one, which nothing is ever added to. */
const NONE: never[] = [];

/** What one execution has decided and not yet written: events in order, and the last state of each touched step. */
export class PendingWrite {
  private events: EventWrite[] = [];
  private readonly steps = new FewMap<StepWrite>();
  private commandIds: number[] = NONE;
  private starts: ExecutionStart[] = NONE;
  private tells: Omit<StoredCommand, "id">[] = NONE;
  private notifications: NotificationWrite[] = NONE;
  private moments: MomentWrite[] | undefined;
  private progressed = false;
  /** What the execution's row says once all writes that were taken are recorded; null: it has to be written in any case. */
  private row: RowFacts | null = null;

  constructor(
    private readonly plan: Plan,
    /** Number of the last event that is on its way or recorded. */
    private seq: number,
    private readonly rows: StepRows,
    /** Claims after crashes, which the row counts until a step ends. */
    private crashes: number,
    /** The execution has no row yet: the first write makes it. */
    private start: ExecutionStart | null = null,
  ) {}

  addTransition(transition: Transition, stored: StoredResult | null, browser: BrowserState | null): void {
    const { at, kind, item, attempt } = transition;
    const stepId = transition.step === null ? null : this.idOf(transition.step);
    const data = stored ? { ...transition.data, bytes: stored.bytes } : transition.data;
    this.addEvent(at, kind, stepId, item, attempt, data);
    if (transition.step !== null && stepId !== null) this.addStep(stepId, transition, stored, browser);
  }

  private addStep(
    stepId: string,
    { step, item, entry }: StepTransition,
    stored: StoredResult | null,
    browser: BrowserState | null,
  ): void {
    if (isStepEnded(entry.status)) this.progressed = true;
    const key = placeKey(placeOf(step, item));
    const written = this.rows.note(key, stepId, item ?? -1, entry);
    if (written === "not") return;
    const before = this.steps.get(key);
    // Written out: a spread of several objects makes a slow one, and this is done for every step.
    this.steps.set(key, {
      fresh: before ? before.fresh : written !== "again",
      stepId,
      item: item ?? -1,
      status: entry.status,
      attempt: entry.attempt,
      failures: entry.failures,
      iteration: entry.iteration,
      taken: entry.taken,
      childId: entry.childId,
      reason: entry.reason,
      error: entry.error,
      wakeAt: entry.wakeAt,
      startedAt: entry.startedAt,
      endedAt: entry.endedAt,
      items: entry.loop ? jsonText(entry.loop.list) : (before?.items ?? null),
      result: stored?.text ?? null,
      resultBytes: stored?.bytes ?? null,
      resultFile: stored?.file ?? null,
      browser: jsonText(browser) ?? before?.browser ?? null,
    });
  }

  addLog(at: number, { stepId, item, attempt }: AttemptPlaceName, data: LogData): void {
    this.addEvent(at, "log", stepId, item, attempt, data);
  }

  /** A line that belongs to no step. */
  addExecutionLog(at: number, data: LogData): void {
    this.addEvent(at, "log", null, null, null, data);
  }

  addFile(at: number, { stepId, item, attempt }: AttemptPlaceName, data: FileData): void {
    this.addEvent(at, "file", stepId, item, attempt, data);
  }

  /** An order of a person, which is obeyed with this write. */
  addCommand(at: number, command: StoredCommand): void {
    const { id, by, stepId, item, note } = command;
    const data = { command: command.command, by, ...(note === null ? {} : { note }) };
    this.addObeyed(id);
    this.addEvent(at, "command", stepId, item, null, data);
  }

  /** A command that needs no line in the history. */
  addObeyed(id: number): void {
    this.commandIds = [...this.commandIds, id];
  }

  /** A sub-chain, which begins with this write. */
  addStart(start: ExecutionStart): void {
    this.starts = [...this.starts, start];
  }

  /** An order to another execution. */
  addTell(tell: Omit<StoredCommand, "id">): void {
    this.tells = [...this.tells, tell];
  }

  addNotification(notification: NotificationWrite): void {
    this.notifications = [...this.notifications, notification];
  }

  /** What lifecycle hooks are owed. */
  addMoment(moment: MomentWrite): void {
    this.moments ??= [];
    this.moments.push(moment);
  }

  /** Everything so far as one write; what comes later starts a new one. */
  take(
    facts: { id: string; userId: string | null; fence: number; release: boolean; wakeAt: number | null },
    state: ExecutionState,
  ): ExecutionWrite {
    const write: ExecutionWrite = {
      id: facts.id,
      userId: facts.userId,
      fence: facts.fence,
      release: facts.release,
      wakeAt: facts.wakeAt,
      prevSeq: this.seq - this.events.length,
      seq: this.seq,
      status: state.status,
      withErrors: state.withErrors,
      reason: state.reason,
      deadlineAt: state.deadlineAt,
      startedAt: state.startedAt,
      endedAt: state.endedAt,
      ending: isExecutionEnded(state.status) ? null : state.ending,
      progressed: this.progressed,
      plain: this.isPlain(facts.release, state),
      events: this.events,
      running: this.events.length > 0 ? this.rows.running : NONE,
      steps: this.steps.size === 0 ? NONE : this.steps.take(),
      commandIds: this.commandIds,
      starts: this.starts,
      tells: this.tells,
      notifications: this.notifications,
      begin: this.start,
    };
    if (this.progressed) this.crashes = 0;
    this.row = this.events.length > 0 ? rowFacts(state) : null;
    if (this.moments) write.moments = this.moments;
    this.moments = undefined;
    this.start = null;
    this.events = [];
    this.commandIds = NONE;
    this.starts = NONE;
    this.tells = NONE;
    this.notifications = NONE;
    this.progressed = false;
    return write;
  }

  /** A write without events, and the one after it, are told apart from late ones by the execution's row alone. */
  private isPlain(release: boolean, state: ExecutionState): boolean {
    if (release || this.row === null || this.events.length === 0) return false;
    const { status, withErrors, reason, ending, startedAt, deadlineAt } = this.row;
    if (status !== state.status || withErrors !== state.withErrors || reason !== state.reason) return false;
    if (ending !== state.ending || startedAt !== state.startedAt || deadlineAt !== state.deadlineAt) return false;
    return !(this.progressed && this.crashes > 0);
  }

  private addEvent(
    at: number,
    kind: string,
    stepId: string | null,
    item: number | null,
    attempt: number | null,
    data: unknown,
  ): void {
    this.seq += 1;
    this.events = withOneMore(this.events, { seq: this.seq, at, kind, stepId, item, attempt, data });
  }

  private idOf(index: number): string {
    const step = this.plan.steps[index];
    if (!step) throw new Error(`The plan has no step ${index}.`);
    return step.id;
  }
}

type RowFacts = Pick<ExecutionState, "status" | "withErrors" | "reason" | "ending" | "startedAt" | "deadlineAt">;

function rowFacts({ status, withErrors, reason, ending, startedAt, deadlineAt }: ExecutionState): RowFacts {
  return { status, withErrors, reason, ending, startedAt, deadlineAt };
}
