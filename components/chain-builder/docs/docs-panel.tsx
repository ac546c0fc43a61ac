"use client";

import { ChevronLeft, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { CodeView } from "@/components/shared/code-view";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Button } from "@/components/ui/button";
import type { EditorKnowledge, OperationHelp } from "../complete/knowledge";
import { Inline, Markdown } from "./markdown";
import { type ParameterRow, parameterRows } from "./parameters";

export interface DocsPanelProps {
  knowledge: EditorKnowledge;
  /** The operation of the step at the cursor. */
  operation: OperationHelp | null;
  onInsert(operation: OperationHelp): void;
}

/** The operation of the step at the cursor, or all operations to choose from. */
export function DocsPanel({ knowledge, operation, onInsert }: DocsPanelProps) {
  const [chosen, setChosen] = useState<OperationHelp | "all" | null>(null);
  // The cursor in another operation says more than what was looked up before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => setChosen(null), [operation]);
  const shown = chosen === "all" ? null : (chosen ?? operation);
  return (
    <section aria-label="Documentation" className="flex h-full min-h-0 flex-col bg-card">
      {shown ? (
        <>
          <Head operation={shown} onAll={() => setChosen("all")} onInsert={() => onInsert(shown)} />
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
            tabIndex={0}
            aria-label={`About ${nameOf(shown)}`}
            className="min-h-0 flex-1 overflow-y-auto px-4 pt-3 pb-6 text-13 focus-visible:outline-offset-[-2px] max-md:px-3"
          >
            <OperationDocs operation={shown} />
          </section>
        </>
      ) : (
        <AllOperations knowledge={knowledge} onChoose={setChosen} />
      )}
    </section>
  );
}

const nameOf = ({ tool, operation }: OperationHelp): string => `${tool}.${operation}`;

function Head({ operation, onAll, onInsert }: { operation: OperationHelp; onAll(): void; onInsert(): void }) {
  return (
    <div className="flex flex-none items-center gap-2.5 border-b px-4 py-2 max-md:px-3">
      <span className="grid size-8 flex-none place-items-center rounded-md border bg-muted text-foreground-2">
        <ToolIcon tool={operation.tool} operation={operation.operation} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-mono text-13 font-medium">{nameOf(operation)}</h2>
        <p className="truncate text-12 text-muted-foreground">{operation.summary}</p>
      </div>
      <Button variant="ghost" size="sm" onClick={onAll}>
        <ChevronLeft /> All tools
      </Button>
      <Button size="sm" onClick={onInsert}>
        <Plus /> Insert step
      </Button>
    </div>
  );
}

/** Description, parameters, example and result of an operation. */
export function OperationDocs({ operation }: { operation: OperationHelp }) {
  const inputs = parameterRows(operation.inputSchema);
  const outputs = parameterRows(operation.outputSchema);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2 text-foreground-2">
        <Markdown text={operation.description} />
      </div>
      <Rows title="Parameters" rows={inputs} empty="It takes none." />
      <div>
        <h3 className="mb-1.5 text-12 font-medium text-muted-foreground">Example</h3>
        <CodeView
          source={operation.example}
          language="yaml"
          label={`Example of ${nameOf(operation)}`}
          className="rounded-md border! bg-muted!"
        />
      </div>
      <Rows title="Result" rows={outputs} empty={operation.outputSchema.description ?? "Any value."} />
    </div>
  );
}

function Rows({ title, rows, empty }: { title: string; rows: readonly ParameterRow[]; empty: string }) {
  return (
    <div>
      <h3 className="mb-1 text-12 font-medium text-muted-foreground">{title}</h3>
      {rows.length === 0 ? <p className="text-foreground-2">{empty}</p> : null}
      <dl className="divide-y">
        {rows.map((row) => (
          <div key={row.name} className="py-1.5" style={{ paddingLeft: row.depth * 12 }}>
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-mono text-12 text-code-key [overflow-wrap:anywhere]">{row.name}</span>
              <span className="text-12 text-muted-foreground">
                {row.type}
                {row.fallback === null ? "" : `, default ${row.fallback}`}
              </span>
              {row.required ? <span className="text-12 font-medium">required</span> : null}
            </dt>
            {row.description ? (
              <dd className="text-12 text-foreground-2">
                <Inline text={row.description} />
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
    </div>
  );
}

function AllOperations({ knowledge, onChoose }: { knowledge: EditorKnowledge; onChoose(one: OperationHelp): void }) {
  return (
    <>
      <div className="flex-none border-b px-4 py-2.5 max-md:px-3">
        <h2 className="text-13 font-medium">Tools</h2>
        <p className="text-12 text-muted-foreground">What a step can do. The one at the cursor is explained here.</p>
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {knowledge.operations.map((one) => (
          <li key={nameOf(one)} className="border-b last:border-b-0">
            <button
              type="button"
              onClick={() => onChoose(one)}
              className="flex min-h-12 w-full items-center gap-2.5 px-4 py-1.5 text-left hover:bg-muted focus-visible:outline-offset-[-2px] max-md:px-3"
            >
              <ToolIcon tool={one.tool} operation={one.operation} className="text-foreground-2" />
              <span className="min-w-0">
                <span className="block font-mono text-12">{nameOf(one)}</span>
                <span className="block truncate text-12 text-muted-foreground">{one.summary}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
