"use client";

import { useMemo } from "react";
import { BuilderWindow } from "@/components/chain-builder/window/builder-window";
import type { TaskRun } from "@/server/services/tasks/history";
import { chainOfRuns } from "./chain-of-runs";

/** The builder, over this page, with a step for each run. */
export function CreateChain({ runs, onClose }: { runs: readonly Pick<TaskRun, "name" | "body">[]; onClose(): void }) {
  const text = useMemo(() => chainOfRuns(runs), [runs]);
  return <BuilderWindow initialText={text} onClose={onClose} />;
}
