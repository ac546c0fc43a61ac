"use client";

import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";

export interface ViewPanesProps {
  main: ReactNode;
  side: ReactNode;
  /** What stands at the side: each kind has a width of its own. */
  kind: "form" | "text" | "docs";
  narrow: boolean;
  /** On a phone one of both is seen. */
  sideWanted: boolean;
}

/** The chosen view with a panel at its side; on a phone one of them. */
export function ViewPanes(props: ViewPanesProps) {
  if (props.narrow) {
    return <div className="min-h-0 flex-1">{props.sideWanted ? props.side : props.main}</div>;
  }
  return <WidePanes key={props.kind} {...props} />;
}

const WIDTH = { form: "480px", text: "52%", docs: "440px" } as const;

function WidePanes({ main, side, kind }: ViewPanesProps) {
  const layout = useDefaultLayout({ id: `chainwright-builder-${kind}`, panelIds: ["main", "side"] });
  return (
    <Group
      orientation="horizontal"
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
      className="min-h-0 flex-1"
    >
      <Panel id="main" minSize="320px" className="min-h-0">
        {main}
      </Panel>
      <Separator
        aria-label="Resize view and panel"
        className="grid w-[9px] place-items-center border-x bg-background focus-visible:outline-offset-[-2px] data-[separator=hover]:bg-pressed"
      >
        <span className="h-7 w-[3px] rounded-full bg-input" aria-hidden />
      </Separator>
      <Panel id="side" minSize="320px" defaultSize={WIDTH[kind]} className="min-h-0">
        {side}
      </Panel>
    </Group>
  );
}
