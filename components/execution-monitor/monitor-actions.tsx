"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, Ellipsis, Pause, Play, RotateCcw, Square, Terminal, Users } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { ShareDialog } from "@/components/sharing/share-dialog";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Tooltip } from "@/components/ui/tooltip";
import type { ExecutionView } from "@/server/services/execution-view";
import { ApiRequestDialog } from "./api-request-dialog";
import { CancelDialog } from "./cancel-dialog";
import { type Permission, permissions } from "./monitor-state";
import { useHistoryDownload } from "./use-history-download";

/** The same buttons in the same places in every state. What the state forbids is disabled and says why. */
export function MonitorActions({ view }: { view: ExecutionView }) {
  const trpc = useTRPC();
  const may = permissions(view);
  const [asking, setAsking] = useState(false);
  const onError = (error: unknown) => void toast.error(errorMessage(error));
  const pause = useMutation(trpc.executions.pause.mutationOptions({ onError }));
  const resume = useMutation(trpc.executions.resume.mutationOptions({ onError }));
  return (
    <div className="flex flex-none gap-2 max-md:w-full">
      {view.status === "paused" ? (
        <Permitted permission={may.resume}>
          <Button busy={resume.isPending} onClick={() => resume.mutate({ id: view.id })} className="max-md:flex-1">
            {resume.isPending ? null : <Play />} Resume
          </Button>
        </Permitted>
      ) : (
        <Permitted permission={may.pause}>
          <Button
            busy={pause.isPending}
            disabled={!may.pause.allowed}
            onClick={() => pause.mutate({ id: view.id })}
            className="max-md:flex-1"
          >
            {pause.isPending ? null : <Pause />} Pause
          </Button>
        </Permitted>
      )}
      <Permitted permission={may.cancel}>
        <Button
          variant="destructive-quiet"
          disabled={!may.cancel.allowed}
          onClick={() => setAsking(true)}
          className="max-md:flex-1"
        >
          <Square /> Cancel
        </Button>
      </Permitted>
      <MoreMenu view={view} />
      <CancelDialog view={view} open={asking} onOpenChange={setAsking} />
    </div>
  );
}

/** A disabled button takes no focus, so the reason hangs on a frame that does. */
function Permitted({ permission, children }: { permission: Permission; children: ReactNode }) {
  if (permission.allowed) return children;
  return (
    <Tooltip content={permission.why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} className="inline-flex rounded-md max-md:flex-1">
        {children}
      </span>
    </Tooltip>
  );
}

function MoreMenu({ view }: { view: ExecutionView }) {
  const download = useHistoryDownload(view.id);
  const [showsRequest, setShowsRequest] = useState(false);
  const [shares, setShares] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More actions">
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {view.chainId ? (
            <DropdownMenuItem asChild>
              <Link href={`/chains/${view.chainId}?run=true&from=${view.id}`}>
                <RotateCcw aria-hidden /> Run again with these parameters
              </Link>
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setShares(true)}>
            <Users aria-hidden /> Share
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void download()}>
            <Download aria-hidden /> Download the history as JSON
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setShowsRequest(true)}>
            <Terminal aria-hidden /> Show the call of the API
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ShareDialog object={shares ? { type: "execution", id: view.id } : null} onClose={() => setShares(false)} />
      {showsRequest ? <ApiRequestDialog view={view} onClose={() => setShowsRequest(false)} /> : null}
    </>
  );
}
