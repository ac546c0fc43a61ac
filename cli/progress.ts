import type { ExecutionStatus, StepStatus } from "../server/core/execution/states";
import type { ExecutionView, StepView } from "../server/services/execution-view";
import { durationInWords } from "./durations";
import { clip, safeText } from "./safe-text";

/** How progress looks: the width of the terminal, and whether it shows colours. */
export interface Look {
  columns: number;
  colours: boolean;
}

type Colour = "green" | "red" | "yellow" | "cyan" | "grey";
const CODES: Record<Colour, number> = { green: 32, red: 31, yellow: 33, cyan: 36, grey: 90 };

/** Each state has a mark of its own, so that none is told by its colour alone. */
const MARKS: Record<StepStatus, [mark: string, colour: Colour]> = {
  pending: ["·", "grey"],
  queued: ["○", "grey"],
  running: ["▶", "cyan"],
  waiting: ["◷", "yellow"],
  succeeded: ["✔", "green"],
  failed: ["✘", "red"],
  timed_out: ["⧗", "red"],
  canceled: ["⊘", "grey"],
  skipped: ["↷", "grey"],
};

const ENDINGS: Record<ExecutionStatus, Colour> = {
  queued: "grey",
  running: "cyan",
  paused: "yellow",
  succeeded: "green",
  failed: "red",
  canceled: "grey",
  timed_out: "red",
};

/** One line a step and one for the whole, to be drawn over the last ones. `now` is epoch milliseconds. */
export function progressLines(view: ExecutionView, now: number, look: Look): string[] {
  const steps = view.steps.map((step, index) => stepLine(view.graph[index]?.name ?? step.id, step, now, look));
  return [...steps, summaryLine(view, now, look)];
}

/** What became different between two views, as lines to be written below the last ones (no terminal). */
export function changeLines(before: ExecutionView | null, view: ExecutionView, now: number, look: Look): string[] {
  const known = new Map(before?.steps.map((step) => [step.id, step]));
  return view.steps.flatMap((step, index) => {
    const last = known.get(step.id);
    const same =
      last === undefined ? step.status === "pending" : last.status === step.status && last.attempt === step.attempt;
    return same ? [] : [stepLine(view.graph[index]?.name ?? step.id, step, now, look)];
  });
}

/** State, time and reason of the execution. */
export function summaryLine(view: ExecutionView, now: number, look: Look): string {
  const words = view.status.replace("_", " ") + (view.withErrors ? " with errors" : "");
  const time = view.startedAt === null ? "" : ` in ${durationInWords((view.endedAt ?? now) - view.startedAt)}`;
  const reason = view.reason === null ? "" : `: ${safeText(view.reason.message)}`;
  return paint(clip(`${safeText(view.chainName)} ${words}${time}${reason}`, look.columns), ENDINGS[view.status], look);
}

function stepLine(name: string, step: StepView, now: number, look: Look): string {
  const [mark, colour] = MARKS[step.status];
  const parts = [safeText(name), step.status.replace("_", " ")];
  if (step.startedAt !== null) parts.push(durationInWords((step.endedAt ?? now) - step.startedAt));
  if (step.loop !== null) parts.push(`${step.loop.ended} of ${step.loop.total} items`);
  else if (step.iteration > 1) parts.push(`iteration ${step.iteration}`);
  else if (step.attempt > 1) parts.push(`attempt ${step.attempt}`);
  const why = reasonOf(step, now);
  const text = `${mark} ${parts.join("  ")}${why === "" ? "" : `  ${why}`}`;
  return paint(clip(text, look.columns), colour, look);
}

function reasonOf(step: StepView, now: number): string {
  const failed = step.status === "failed" || step.status === "timed_out";
  const message = failed ? (step.error?.message ?? step.reason?.message) : step.reason?.message;
  const until =
    step.status === "waiting" && step.wakeAt !== null ? ` (${durationInWords(step.wakeAt - now)} more)` : "";
  return message === undefined ? "" : safeText(message) + until;
}

const paint = (text: string, colour: Colour, look: Look): string =>
  look.colours ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
