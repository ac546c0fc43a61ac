"use client";

import { CalendarClock, Clock, GitCommitHorizontal, Hand, KeyRound, type LucideIcon, Terminal } from "lucide-react";
import type { ReactNode } from "react";
import { ChainLinks } from "@/components/shared/chain-links";
import { formatDuration } from "@/components/shared/format";
import { StatusBadge } from "@/components/shared/status-badge";
import { Duration, Time } from "@/components/shared/time";
import type { ExecutionView } from "@/server/services/execution-view";
import { MonitorActions } from "./monitor-actions";
import { MonitorRelations } from "./monitor-relations";
import { monitorStatus, progressWords } from "./monitor-state";
import { paramWords } from "./param-words";

const ORIGIN_ICONS: Record<string, LucideIcon> = {
  manual: Hand,
  schedule: CalendarClock,
  cli: Terminal,
  api: Terminal,
};

/** Title, state, time; below in small what it is; banners; progress as a chain. */
export function MonitorHeader({ view, children }: { view: ExecutionView; children: ReactNode }) {
  const { done, rest } = progressWords(view);
  return (
    <div className="flex-none border-b">
      <div className="flex items-center gap-4 px-5 pt-3.5 pb-3 max-md:flex-wrap max-md:gap-2.5 max-md:px-3 max-md:pb-2.5">
        <div className="min-w-0 flex-1 max-md:basis-full">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 truncate text-20 font-semibold tracking-[-0.015em]">{view.chainName}</h1>
            <span role="status">
              <StatusBadge status={monitorStatus(view)} />
            </span>
            <Duration
              from={view.startedAt}
              to={view.endedAt}
              className="min-w-[92px] font-mono text-16 font-medium tracking-[-0.02em]"
            />
          </div>
          <Meta view={view} />
        </div>
        <MonitorActions view={view} />
      </div>
      {children}
      <div className="flex items-center gap-3.5 px-5 pb-3 text-12 text-muted-foreground max-md:px-3">
        <ChainLinks
          statuses={view.steps.map(({ status }) => status)}
          size={view.steps.length <= 14 ? "lg" : undefined}
          className="max-w-full overflow-hidden"
        />
        <span className="min-w-0">
          <b className="font-medium text-foreground-2">{done}</b> steps done
          {rest ? <span className="max-md:sr-only">, {rest}</span> : null}
        </span>
        {view.usualDurationMs === null ? null : (
          <span className="ml-auto whitespace-nowrap max-md:hidden">
            Usually {formatDuration(view.usualDurationMs)}
          </span>
        )}
      </div>
    </div>
  );
}

function Meta({ view }: { view: ExecutionView }) {
  const OriginIcon = ORIGIN_ICONS[view.origin] ?? Hand;
  const params = paramWords(view.params);
  return (
    <div className="mt-1 flex flex-wrap gap-x-3.5 gap-y-0.5 text-12 leading-[18px] text-muted-foreground [&_svg]:size-[13px] [&>span]:inline-flex [&>span]:items-center [&>span]:gap-[5px]">
      <span>
        <OriginIcon aria-hidden />
        <span>
          <b className="font-medium text-foreground-2 capitalize">{view.origin}</b>
          {view.startedBy ? ` by ${view.startedBy}` : null}
        </span>
      </span>
      <span>
        <Clock aria-hidden />
        <span>
          {view.endedAt !== null ? "Ended" : view.startedAt !== null ? "Started" : "Created"}{" "}
          <b className="font-medium text-foreground-2">
            <Time at={view.endedAt ?? view.startedAt ?? view.createdAt} />
          </b>
        </span>
      </span>
      {view.versionNumber === null ? null : (
        <span>
          <GitCommitHorizontal aria-hidden />
          <span>
            Version <b className="font-medium text-foreground-2">{view.versionNumber}</b>
          </span>
        </span>
      )}
      <MonitorRelations view={view} />
      {params ? (
        <span className="min-w-0">
          <KeyRound aria-hidden />
          <span className="truncate font-mono">{params}</span>
        </span>
      ) : null}
    </div>
  );
}
