import { CornerLeftUp, FlaskConical, History, Hourglass, SquareCheckBig } from "lucide-react";
import Link from "next/link";
import { shortId } from "@/components/shared/format";
import { Note } from "@/components/ui/note";
import type { ExecutionView } from "@/server/services/execution-view";
import { MonitorDeliveries } from "./monitor-deliveries";

/** Where the execution comes from and what came of it: its parent, what it replays, its replays. */
export function MonitorRelations({ view }: { view: ExecutionView }) {
  const { parent, replayOf, replays, taskId, isTest } = view;
  return (
    <>
      {isTest ? (
        <span>
          <FlaskConical aria-hidden />
          <span>Test run, not counted</span>
        </span>
      ) : null}
      <MonitorDeliveries view={view} />
      {taskId ? (
        <span>
          <SquareCheckBig aria-hidden />
          <Link href={`/tasks/${taskId}`} className="link">
            Saved task
          </Link>
        </span>
      ) : null}
      {parent ? (
        <span>
          <CornerLeftUp aria-hidden />
          <span>
            Run by <StepLink id={parent.id} stepId={parent.stepId} />
          </span>
        </span>
      ) : null}
      {replayOf ? (
        <span>
          <History aria-hidden />
          <span>
            Replay of <ExecutionLink id={replayOf.id} /> from {replayOf.from}
          </span>
        </span>
      ) : null}
      {replays.length > 0 ? (
        <span>
          <History aria-hidden />
          <span>
            Replayed as{" "}
            {replays.slice(0, 3).map(({ id }, index) => (
              <span key={id}>
                {index > 0 ? ", " : ""}
                <ExecutionLink id={id} />
              </span>
            ))}
            {replays.length > 3 ? ` and ${replays.length - 3} more` : ""}
          </span>
        </span>
      ) : null}
    </>
  );
}

/** Why it has not begun although there are processes: others with its concurrency key go on. */
export function HeldBanner({ view }: { view: ExecutionView }) {
  if (view.waitsForKey === null) return null;
  return (
    <div className="px-5 pb-3 max-md:px-3">
      <Note icon={Hourglass} tone="s-waiting">
        {view.waitsForKey === ""
          ? "It waits for others of this chain: no more of them may go on at a time."
          : `It waits for others with the key "${view.waitsForKey}".`}{" "}
        It begins by itself when there is room.
      </Note>
    </div>
  );
}

const LINK = "link font-mono";

function ExecutionLink({ id }: { id: string }) {
  return (
    <Link href={`/executions/${id}`} className={LINK}>
      {shortId(id)}
    </Link>
  );
}

function StepLink({ id, stepId }: { id: string; stepId: string }) {
  return (
    <Link href={`/executions/${id}?step=${encodeURIComponent(stepId)}`} className={LINK}>
      {stepId} of {shortId(id)}
    </Link>
  );
}
