"use client";

import { Database, Pin } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { STATUS_LOOKS, shownExecutionStatus } from "@/components/shared/status";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import { useTesting } from "./testing-scene";

/** Says that the values shown here are those of one execution, and takes its results over into tests. */
export function DataExecutionBar() {
  const testing = useTesting();
  const [busy, setBusy] = useState(false);
  const named = testing?.data.named;
  if (!testing || !named) return null;
  const ended = named.steps.filter(({ status }) => status === "succeeded");
  const fixAll = async () => {
    setBusy(true);
    const done = await Promise.all(
      ended.map(({ id }) => testing.fix(id, { type: "execution", executionId: named.id })),
    );
    setBusy(false);
    toast.success(`${plural(done.filter(Boolean).length, "result")} fixed for tests.`);
  };
  return (
    <div
      role="status"
      className="mx-5 mb-3 flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border bg-muted px-3 py-2 text-13 max-md:mx-3"
    >
      <Database className="size-4 flex-none text-foreground-2" aria-hidden />
      <span className="min-w-0 flex-1 max-md:basis-[80%]">
        Values of{" "}
        <Link href={`/executions/${named.id}`} className="link">
          the execution of <Time at={named.createdAt} />
        </Link>{" "}
        ({STATUS_LOOKS[shownExecutionStatus(named)].word.toLowerCase()}): fields, evaluation and tests use them.
      </span>
      {ended.length > 0 ? (
        <Button size="sm" busy={busy} onClick={() => void fixAll()}>
          {busy ? null : <Pin />} Fix its results
        </Button>
      ) : null}
      <Button size="sm" variant="ghost" onClick={testing.data.forget}>
        Use the newest
      </Button>
    </div>
  );
}
