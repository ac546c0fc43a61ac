import { EXECUTION_ACTIONS, whyNot } from "../../server/core/execution/actions";
import {
  EXECUTION_STATUSES,
  EXECUTION_TRANSITIONS,
  isExecutionEnded,
  isStepEnded,
  REASONS,
  STEP_STATUSES,
  STEP_TRANSITIONS,
} from "../../server/core/execution/states";
import { executionEventRows, stepEventRows } from "./events";
import { code, page, table } from "./markdown";

/** `docs/reference/states.md`: everything that an execution and a step can go through. */
export function statesPage(): string {
  return page("States", "`server/core/execution/`", [
    "An execution and each of its steps have a status. Every change is recorded with a number, once. What has ended never changes again. What leads from one to the other is on [Rules](rules.md).",
    "## Execution",
    transitions(EXECUTION_TRANSITIONS, EXECUTION_STATUSES.filter(isExecutionEnded)),
    "`succeeded` says `with_errors` when a step failed and the failure was handled.",
    "## What a person or program can ask",
    table(["Action", ...EXECUTION_STATUSES], EXECUTION_ACTIONS.map(actionRow)),
    "Anything else is refused with one sentence, the same on the pages, in the API and on the command line:",
    table(
      ["Asked", "Answer"],
      EXECUTION_ACTIONS.map((action) => [`${action} after it succeeded`, whyNot(action, "succeeded") ?? ""]),
    ),
    "## Step",
    transitions(STEP_TRANSITIONS, STEP_STATUSES.filter(isStepEnded)),
    "## Reasons",
    "Every end that is no success, and every wait, has a reason: a code for programs and a sentence for people.",
    table(
      ["Code", "Meaning"],
      Object.entries(REASONS).map(([name, meaning]) => [code(name), meaning]),
    ),
    "## What an event does",
    "The engine tells the core what happened; the core says what follows. To an execution:",
    table(
      ["Event", ...EXECUTION_STATUSES.filter((status) => !isExecutionEnded(status)), "ended"],
      executionEventRows(),
    ),
    "To a step. *applies*: changes it. *late*: known, and changes nothing. *impossible*: a defect, reported as an error. An event of an earlier attempt is always late.",
    table(["Event", "pending", "queued", "running", "waiting", "ended"], stepEventRows()),
  ]);
}

interface Row {
  from: string | null;
  event: string;
  to: string;
}

function transitions(rows: readonly Row[], ends: readonly string[]): string {
  const body = rows.map(({ from, event, to }) => [from === null ? "–" : code(from), event, code(to)]);
  return `${table(["From", "What happens", "To"], body)}\n\nEnds: ${ends.map(code).join(", ")}.`;
}

function actionRow(action: (typeof EXECUTION_ACTIONS)[number]): string[] {
  return [code(action), ...EXECUTION_STATUSES.map((status) => (whyNot(action, status) === null ? "yes" : ""))];
}
