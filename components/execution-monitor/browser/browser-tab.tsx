"use client";

import { isExecutionEnded, isStepEnded } from "@/server/core/execution/states";
import type { ExecutionView, FileView, StepDetail, StepView } from "@/server/services/execution-view";
import { StepScreens } from "../step-screens";
import { BrowserActions } from "./browser-actions";
import { BrowserLive } from "./browser-live";
import { browserOfStep } from "./browser-of-step";
import { BrowserRecords } from "./browser-records";
import { useBrowserScene } from "./browser-scene";
import { useLook } from "./use-browsers";

export interface BrowserTabProps {
  view: ExecutionView;
  step: StepView;
  detail: StepDetail;
  screens: readonly FileView[];
}

/** What the browser of a step shows: its page while it is open, else its pictures; what it did; what it left behind. */
export function BrowserTab({ view, step, detail, screens }: BrowserTabProps) {
  useLook(view.id, !isExecutionEnded(view.status));
  const browser = browserOfStep(useBrowserScene().browsers, view, step);
  return (
    <div className="@container flex flex-col pb-4">
      {browser ? <BrowserLive key={browser.session} executionId={view.id} browser={browser} /> : null}
      <StepScreens
        screens={screens}
        url={detail.browserUrl}
        progress={step.status === "running" ? "running" : isStepEnded(step.status) ? "ended" : "pending"}
        logs={detail.logs}
        live={browser !== null}
      />
      <BrowserActions logs={detail.logs} running={step.status === "running"} />
      <BrowserRecords files={detail.files} />
    </div>
  );
}
