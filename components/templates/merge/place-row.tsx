"use client";

import { Check } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Textarea } from "@/components/ui/textarea";
import { linesOf, type MergeChoice } from "@/server/core/merge/merge";
import type { MergePlace } from "./places";

interface MergePlaceRowProps {
  place: MergePlace;
  choice: MergeChoice | null;
  onChoose(choice: MergeChoice): void;
}

/** One place: what you have, what becomes of it, what the author has. */
export function MergePlaceRow({ place, choice, onChoose }: MergePlaceRowProps) {
  const { region, title } = place;
  const id = useId();
  const conflict = region.type === "conflict";
  const open = choice === null;
  const result = linesOf(region, choice);
  const [writing, setWriting] = useState(false);
  const side = (name: "yours" | "theirs") => (
    <SideButton
      on={choice === name}
      label={name === "yours" ? `Take yours at ${title}` : `Take the author's at ${title}`}
      onPress={() => {
        setWriting(false);
        onChoose(name);
      }}
    >
      {name === "yours" ? "Yours" : "Author's"}
    </SideButton>
  );
  return (
    <li
      data-conflict={conflict ? "" : undefined}
      tabIndex={-1}
      aria-labelledby={id}
      className="grid grid-cols-3 gap-3 rounded-lg border bg-card p-3 focus:outline-2 focus:outline-offset-1 max-md:grid-cols-1"
    >
      <div className="col-span-3 flex items-center gap-2 max-md:col-span-1">
        <h2 id={id} className="text-13 font-semibold">
          {title}
        </h2>
        <span className={cn("text-12 text-muted-foreground", open && "font-medium text-failed")}>
          {wordsOf(place, open)}
        </span>
      </div>
      <Side name="Yours" lines={region.yours} base={region.base}>
        {side("yours")}
      </Side>
      <section aria-label="Result" className={cn("min-w-0 rounded-md border p-2", open && "border-failed-solid")}>
        <div className="mb-1.5 flex min-h-7 flex-wrap items-center gap-1.5 text-12 text-muted-foreground">
          Result
          <Button
            size="xs"
            className="ml-auto"
            aria-pressed={writing}
            aria-label={`Write it yourself at ${title}`}
            onClick={() => {
              setWriting(true);
              onChoose({ lines: [...(result ?? region.yours)] });
            }}
          >
            Write it
          </Button>
        </div>
        {writing ? (
          <Textarea
            aria-label={`Result at ${title}`}
            rows={Math.min(16, (result?.length ?? 0) + 1)}
            spellCheck={false}
            className="font-mono text-12"
            value={result?.join("\n") ?? ""}
            onChange={({ target: { value } }) => onChoose({ lines: value === "" ? [] : value.split("\n") })}
          />
        ) : result ? (
          <Lines lines={result} base={region.base} removed={false} />
        ) : (
          <p className="text-12 text-failed">Choose yours or the author's, or write it.</p>
        )}
      </section>
      <Side name="Author's" lines={region.theirs} base={region.base}>
        {side("theirs")}
      </Side>
    </li>
  );
}

function wordsOf({ region }: MergePlace, open: boolean): string {
  if (region.type === "conflict") return open ? "changed by both, differently" : "decided";
  if (region.by === "both") return "changed by both alike";
  return region.by === "yours" ? "changed by you, kept" : "changed by the author, taken";
}

interface SideProps {
  name: string;
  lines: readonly string[];
  base: readonly string[];
  children: React.ReactNode;
}

function Side({ name, lines, base, children }: SideProps) {
  return (
    <section aria-label={name} className="min-w-0 rounded-md border bg-muted p-2">
      <div className="mb-1.5 flex min-h-7 items-center text-12 text-muted-foreground">
        {name}
        <span className="ml-auto">{children}</span>
      </div>
      {lines.length === base.length && lines.every((line, index) => line === base[index]) ? (
        <p className="text-12 text-muted-foreground">Not changed here.</p>
      ) : (
        <Lines lines={lines} base={base} removed />
      )}
    </section>
  );
}

function SideButton(props: { on: boolean; label: string; onPress(): void; children: React.ReactNode }) {
  return (
    <Button
      size="xs"
      variant={props.on ? "primary" : "default"}
      aria-pressed={props.on}
      aria-label={props.label}
      onClick={props.onPress}
    >
      {props.on ? <Check /> : null} {props.children}
    </Button>
  );
}

interface LinesProps {
  lines: readonly string[];
  base: readonly string[];
  /** Show what went away too. */
  removed: boolean;
}

/** Lines against those of the installed version: a sign beside the colour. */
function Lines({ lines, base, removed }: LinesProps) {
  const gone = removed ? base.filter((line) => !lines.includes(line)) : [];
  if (lines.length === 0 && gone.length === 0)
    return <p className="text-12 text-muted-foreground">Nothing stands here.</p>;
  const shown = [
    ...gone.map((line) => ({ sign: "−", line })),
    ...lines.map((line) => ({ sign: base.includes(line) ? " " : "+", line })),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <pre tabIndex={0} className="max-h-72 overflow-auto font-mono text-12">
      {shown.map(({ sign, line }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={index}
          className={cn(
            "block w-max min-w-full px-1",
            sign === "+" && "bg-succeeded-soft text-succeeded",
            sign === "−" && "bg-failed-soft text-failed",
          )}
        >
          {sign} {line}
        </span>
      ))}
    </pre>
  );
}
