"use client";

import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";

export interface MonitorPanesProps {
  /** On a phone the panes stand one below the other. */
  narrow: boolean;
  left: ReactNode;
  right: ReactNode;
}

/** Steps left, the chosen step right; the bar between them moves by mouse and by arrow keys, and stays where it was put. */
export function MonitorPanes({ narrow, left, right }: MonitorPanesProps) {
  if (narrow) {
    return (
      <div className="flex flex-col">
        {left}
        <div className="border-t-8 border-background">{right}</div>
      </div>
    );
  }
  return <WidePanes left={left} right={right} />;
}

function WidePanes({ left, right }: Omit<MonitorPanesProps, "narrow">) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: "chainwright-monitor",
    panelIds: ["steps", "step"],
  });
  return (
    <Group
      orientation="horizontal"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      className="min-h-0 flex-1"
    >
      <Panel id="steps" minSize="320px" defaultSize="56%" className="min-h-0">
        {left}
      </Panel>
      <Separator
        aria-label="Resize the panes"
        className="grid w-[9px] place-items-center border-x bg-background focus-visible:outline-offset-[-2px] data-[separator=hover]:bg-pressed"
      >
        <span className="h-7 w-[3px] rounded-full bg-input" aria-hidden />
      </Separator>
      <Panel id="step" minSize="320px" className="min-h-0">
        {right}
      </Panel>
    </Group>
  );
}
