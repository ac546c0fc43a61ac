"use client";

import { toast } from "sonner";
import { saveFile } from "@/components/shared/save-file";
import { useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { RecordedEvent } from "@/server/core/execution/event";

const PAGE_SIZE = 1000;

/** Saves every recorded event of an execution as a JSON file. */
export function useHistoryDownload(executionId: string): () => Promise<void> {
  const client = useTRPCClient();
  return async () => {
    try {
      const events: RecordedEvent[] = [];
      for (;;) {
        const afterSeq = events.at(-1)?.seq ?? 0;
        const page = await client.executions.events.query({ id: executionId, afterSeq, limit: PAGE_SIZE });
        events.push(...page);
        if (page.length < PAGE_SIZE) break;
      }
      const text = JSON.stringify({ executionId, events }, null, 2);
      saveFile({ name: `execution-${executionId}.json`, text, type: "application/json" });
    } catch (error) {
      toast.error(errorMessage(error));
    }
  };
}
