"use client";

import { FilePlus2, FileUp, History } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { plural } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { FieldError } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import type { Kept } from "../draft/draft-state";
import { EMPTY_CHAIN, type Example } from "./example";

const MOST_BYTES = 1_000_000;

export interface ChooseStartProps {
  examples: readonly Example[];
  /** A new chain that was begun in this browser and not created. */
  unfinished: Kept | null;
  onForget(): void;
  onChoose(text: string): void;
}

/** What a new chain begins with. */
export function ChooseStart({ examples, unfinished, onForget, onChoose }: ChooseStartProps) {
  return (
    <>
      <TopBar crumbs={[{ name: "Chains", href: "/chains" }, { name: "New chain" }]} />
      <Page className="mx-auto max-w-[928px]">
        <PageHead title="New chain" about="Choose something to begin with. Nothing is created and nothing runs yet." />
        <div className="flex flex-col gap-4">
          {unfinished ? <Unfinished kept={unfinished} onForget={onForget} onChoose={onChoose} /> : null}
          <Card>
            <CardHeader>
              <CardTitle>Examples</CardTitle>
            </CardHeader>
            <ul>
              <Row
                icon={<FilePlus2 className="size-4" aria-hidden />}
                title="Empty chain"
                text="One step that sends you a notification, to replace by your own."
                onChoose={() => onChoose(EMPTY_CHAIN)}
              />
              {examples.map((example) => (
                <Row
                  key={example.file}
                  icon={<ToolIcon tool={example.tools[0] ?? ""} operation="" />}
                  title={example.name}
                  text={example.description}
                  aside={`${plural(example.steps, "step")} · ${example.tools.join(", ")}`}
                  onChoose={() => onChoose(example.text)}
                />
              ))}
            </ul>
          </Card>
          <OwnText onChoose={onChoose} />
        </div>
      </Page>
    </>
  );
}

function Unfinished({ kept, onForget, onChoose }: { kept: Kept; onForget(): void; onChoose(text: string): void }) {
  const [forgotten, setForgotten] = useState(false);
  if (forgotten) return null;
  return (
    <div
      role="status"
      className="s-waiting flex flex-wrap items-center gap-2.5 rounded-md border border-tone-line bg-tone-soft px-3 py-2 text-13"
    >
      <History className="size-4 flex-none text-tone" aria-hidden />
      <span className="min-w-0 flex-1">
        A new chain that you did not create yet, from <Time at={kept.at} />
      </span>
      <Button size="sm" onClick={() => onChoose(kept.text)}>
        Continue
      </Button>
      <Button
        size="sm"
        variant="ghost"
        onClick={() => {
          onForget();
          setForgotten(true);
        }}
      >
        Discard
      </Button>
    </div>
  );
}

interface RowProps {
  icon: ReactNode;
  title: string;
  text: string;
  aside?: string;
  onChoose(): void;
}

function Row({ icon, title, text, aside, onChoose }: RowProps) {
  return (
    <li className="border-b last:border-b-0">
      <button
        type="button"
        onClick={onChoose}
        className="grid min-h-14 w-full grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-4 py-2 text-left hover:bg-muted focus-visible:outline-offset-[-2px] max-md:grid-cols-[36px_minmax(0,1fr)] max-md:px-3"
      >
        <span className="grid size-9 place-items-center rounded-lg border bg-muted text-foreground-2">{icon}</span>
        <span className="min-w-0">
          <span className="block text-13 font-medium">{title}</span>
          <span className="block text-12 text-muted-foreground">{text}</span>
        </span>
        {aside ? <span className="text-12 text-muted-foreground max-md:col-start-2">{aside}</span> : null}
      </button>
    </li>
  );
}

/** A definition that somebody already has: as a file, or pasted. */
function OwnText({ onChoose }: { onChoose(text: string): void }) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      setProblem(`${file.name} has more than 1 MB: a definition has to be smaller.`);
      return;
    }
    onChoose(await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>Your own definition</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button is the one for the keyboard */}
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={cn(
            "flex flex-wrap items-center gap-3 rounded-md border border-dashed border-border-strong p-3 text-13 text-foreground-2",
            over && "border-live-solid bg-live-soft",
          )}
        >
          <Button onClick={() => picker.current?.click()}>
            <FileUp /> Choose a file
          </Button>
          <span>or drop it here: YAML or JSON, up to 1 MB</span>
          <input
            ref={picker}
            type="file"
            aria-label="File with a definition"
            accept=".yaml,.yml,.json,application/json,text/yaml"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </div>
        {problem ? <FieldError>{problem}</FieldError> : null}
        <div className="flex flex-col gap-1.5">
          <Label htmlFor={id}>Or paste it</Label>
          <Textarea
            id={id}
            rows={6}
            spellCheck={false}
            className="font-mono text-12"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div>
          <Button disabled={text.trim() === ""} onClick={() => onChoose(text)}>
            Open in the editor
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}
