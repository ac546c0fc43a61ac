"use client";

import { useLiveStatus } from "@/components/live/provider";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { ExecutionBrowser } from "./execution-browser";

export function ExecutionsPage() {
  const live = useLiveStatus() === "open";
  return (
    <>
      <TopBar crumbs={[{ name: "Executions" }]}>
        {live ? (
          <span className="flex items-center gap-1.5 text-12 font-medium text-live">
            <span className="size-[7px] rounded-full bg-live-solid" aria-hidden /> Live
          </span>
        ) : null}
      </TopBar>
      <Page>
        <PageHead title="Executions" about="Newest first, in local time. This list updates by itself." />
        <ExecutionBrowser />
      </Page>
    </>
  );
}
