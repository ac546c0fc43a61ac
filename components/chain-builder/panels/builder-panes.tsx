"use client";

import { type ReactNode, useState } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { useMediaQuery } from "@/components/shared/use-media-query";
import { Tabs, TabsList, TabsTrigger } from "@/components/ui/tabs";

export interface BuilderPanesProps {
  editor: ReactNode;
  graph: ReactNode;
  docs: ReactNode;
  /** Shows the text on a phone, e.g. after a step was chosen in the graph. */
  textWanted: number;
}

/** Graph over documentation at the left, the text at the right; on a phone one of the three. */
export function BuilderPanes(props: BuilderPanesProps) {
  const narrow = useMediaQuery("(max-width: 760px)");
  return narrow ? <TabbedPanes {...props} /> : <WidePanes {...props} />;
}

function WidePanes({ editor, graph, docs }: BuilderPanesProps) {
  const columns = useDefaultLayout({ id: "chainwright-builder", panelIds: ["plan", "text"] });
  const rows = useDefaultLayout({ id: "chainwright-builder-left", panelIds: ["graph", "docs"] });
  return (
    <Group
      orientation="horizontal"
      defaultLayout={columns.defaultLayout}
      onLayoutChanged={columns.onLayoutChanged}
      className="min-h-0 flex-1"
    >
      <Panel id="plan" minSize="280px" defaultSize="44%" className="min-h-0">
        <Group
          orientation="vertical"
          defaultLayout={rows.defaultLayout}
          onLayoutChanged={rows.onLayoutChanged}
          className="h-full"
        >
          <Panel id="graph" minSize="160px" defaultSize="56%" className="min-h-0">
            {graph}
          </Panel>
          <Separator
            aria-label="Resize graph and documentation"
            className="grid h-[9px] place-items-center border-y bg-background focus-visible:outline-offset-[-2px] data-[separator=hover]:bg-pressed"
          >
            <span className="h-[3px] w-7 rounded-full bg-input" aria-hidden />
          </Separator>
          <Panel id="docs" minSize="120px" className="min-h-0">
            {docs}
          </Panel>
        </Group>
      </Panel>
      <Separator
        aria-label="Resize graph and text"
        className="grid w-[9px] place-items-center border-x bg-background focus-visible:outline-offset-[-2px] data-[separator=hover]:bg-pressed"
      >
        <span className="h-7 w-[3px] rounded-full bg-input" aria-hidden />
      </Separator>
      <Panel id="text" minSize="340px" className="min-h-0">
        {editor}
      </Panel>
    </Group>
  );
}

const TABS = ["editor", "graph", "docs"] as const;
type Tab = (typeof TABS)[number];

function TabbedPanes({ editor, graph, docs, textWanted }: BuilderPanesProps) {
  const [tab, setTab] = useState<Tab>("editor");
  const [seen, setSeen] = useState(textWanted);
  if (seen !== textWanted) {
    setSeen(textWanted);
    setTab("editor");
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Tabs value={tab} onValueChange={(next) => setTab(TABS.find((name) => name === next) ?? "editor")}>
        <TabsList aria-label="Parts of the editor" className="bg-card px-3">
          <TabsTrigger value="editor" aria-controls="builder-editor">
            Editor
          </TabsTrigger>
          <TabsTrigger value="graph" aria-controls="builder-graph">
            Graph
          </TabsTrigger>
          <TabsTrigger value="docs" aria-controls="builder-docs">
            Docs
          </TabsTrigger>
        </TabsList>
      </Tabs>
      {/* The text stays mounted: its undo history and its cursor live there. The graph measures itself and must be seen. */}
      <div id="builder-editor" role="tabpanel" aria-label="Editor" hidden={tab !== "editor"} className="min-h-0 flex-1">
        {editor}
      </div>
      <div id="builder-graph" role="tabpanel" aria-label="Graph" hidden={tab !== "graph"} className="min-h-0 flex-1">
        {tab === "graph" ? graph : null}
      </div>
      <div id="builder-docs" role="tabpanel" aria-label="Docs" hidden={tab !== "docs"} className="min-h-0 flex-1">
        {docs}
      </div>
    </div>
  );
}
