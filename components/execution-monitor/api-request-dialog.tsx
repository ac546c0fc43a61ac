"use client";

import Link from "next/link";
import { CodeBlock } from "@/components/shared/code-block";
import { CopyButton } from "@/components/shared/copy-button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { ExecutionView } from "@/server/services/execution-view";
import { apiRequest } from "./api-request";

/** The call that starts the same again, to copy. */
export function ApiRequestDialog({ view, onClose }: { view: ExecutionView; onClose(): void }) {
  const request = apiRequest(view, window.location.origin);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-[640px]">
        <DialogHeader>
          <DialogTitle>Start it by the API</DialogTitle>
          <DialogDescription>
            {request
              ? "With the same parameters. The token needs the scope to run it."
              : "It was started from a file; save the chain to start it by the API."}
          </DialogDescription>
        </DialogHeader>
        <DialogBody className="pb-5">
          {request ? (
            <div className="relative">
              <CodeBlock label="The call with curl" className="pr-10">
                {request}
              </CodeBlock>
              <CopyButton value={request} label="Copy the call" className="absolute top-1.5 right-1.5" />
            </div>
          ) : null}
          <p className="mt-3 text-12 text-muted-foreground">
            Everything else that programs can do stands in the{" "}
            <Link href="/settings/api" className="link">
              API reference
            </Link>
            .
          </p>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
