"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { localCopyOf } from "@/components/chain-builder/draft/local-copy";
import { useMe } from "@/components/session/session";
import type { TaskRun } from "@/server/services/tasks/history";
import { chainOfRuns } from "./chain-of-runs";

/** Opens the builder with a step for each run. */
export function CreateChain({ runs, onClose }: { runs: readonly Pick<TaskRun, "name" | "body">[]; onClose(): void }) {
  const me = useMe();
  const router = useRouter();
  useEffect(() => {
    if (!me) return;
    localCopyOf(me.id, null).write({ text: chainOfRuns(runs), baseVersion: 0 });
    onClose();
    router.push("/chains/new");
  }, [me, router, runs, onClose]);
  return null;
}
