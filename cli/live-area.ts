import type { ExecutionView } from "../server/services/execution-view";
import { changeLines, type Look, progressLines, summaryLine } from "./progress";

/** Shows an execution while it runs: redrawn in place on a terminal, else one line for each change. */
export interface LiveArea {
  show(view: ExecutionView, now: number): void;
  /** A line that stays. */
  note(text: string): void;
  end(view: ExecutionView, now: number): void;
}

interface Screen {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  write(text: string): unknown;
}

export function createLiveArea(screen: Screen, env: Record<string, string | undefined>): LiveArea {
  const terminal = screen.isTTY === true && env.TERM !== "dumb";
  const look: Look = {
    columns: terminal ? Math.max(screen.columns || 80, 20) : 500,
    colours: terminal && !env.NO_COLOR,
  };
  return terminal ? redrawn(screen, look) : appended(screen, look);
}

function redrawn(screen: Screen, look: Look): LiveArea {
  let drawn = 0;
  const draw = (lines: string[]) => {
    const up = drawn > 0 ? `\u001b[${drawn}A` : "";
    screen.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join("")}\u001b[0J`);
    drawn = lines.length;
  };
  return {
    // What is taller than the screen cannot be drawn over: then only its last lines are.
    show: (view, now) => draw(progressLines(view, now, look).slice(-((screen.rows || 24) - 1))),
    note(text) {
      draw([text]);
      drawn = 0;
    },
    end: (view, now) => draw(progressLines(view, now, look)),
  };
}

function appended(screen: Screen, look: Look): LiveArea {
  let last: ExecutionView | null = null;
  const write = (lines: string[]) => lines.forEach((line) => void screen.write(`${line}\n`));
  const show = (view: ExecutionView, now: number) => {
    write(changeLines(last, view, now, look));
    last = view;
  };
  return {
    show,
    note: (text) => write([text]),
    end(view, now) {
      show(view, now);
      write([summaryLine(view, now, look)]);
    },
  };
}
