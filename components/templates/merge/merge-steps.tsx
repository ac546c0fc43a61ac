"use client";

import { Link2 } from "lucide-react";
import { type Ref, useId } from "react";
import { plural } from "@/components/shared/format";
import { ToolIcon } from "@/components/shared/tool-icon";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { type Choices, choiceOf, type ValueChoice } from "@/server/core/merge/merge-values";
import { PlaceRow } from "./place-row";
import type { MergeSubject } from "./subjects";

export interface MergeStepsProps {
  ref: Ref<HTMLOListElement>;
  subjects: readonly MergeSubject[];
  unchanged: readonly string[];
  choices: Choices;
  before: boolean;
  /** What stands above the columns: yours, the result, the author's. */
  columns: readonly [string, string, string];
  onChoose(key: string, choice: ValueChoice): void;
}

/** The chain and its steps, as far as they are not the same in all three texts. */
export function MergeSteps({ ref, subjects, unchanged, choices, before, columns, onChoose }: MergeStepsProps) {
  if (subjects.length === 0)
    return (
      <Card>
        <Empty title="Nothing to merge">Your copy says what the newest version says.</Empty>
      </Card>
    );
  return (
    <>
      <Columns columns={columns} />
      {unchanged.length > 0 ? (
        <p className="mb-3 flex items-center gap-3 text-12 text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
          <span className="max-w-[70%] text-center wrap-anywhere">{sameWords(unchanged)}</span>
        </p>
      ) : null}
      <ol ref={ref} aria-label="Changed steps" className="flex flex-col gap-3">
        {subjects.map((subject) => (
          <Subject key={subject.stepId ?? ""} {...{ subject, choices, before }} onChoose={onChoose} />
        ))}
      </ol>
    </>
  );
}

const NAMED = 5;

function sameWords(titles: readonly string[]): string {
  if (titles.length > NAMED) return `${titles.length} steps are the same in all three`;
  const last = titles.at(-1) ?? "";
  if (titles.length === 1) return `${last} is the same in all three`;
  return `${titles.slice(0, -1).join(", ")} and ${last} are the same in all three`;
}

function Columns({ columns: [yours, result, theirs] }: Pick<MergeStepsProps, "columns">) {
  const names = [
    ["Yours", yours],
    ["Result", result],
    ["Author's", theirs],
  ] as const;
  return (
    <div className="mb-2 grid grid-cols-3 gap-x-13 px-3.5 text-13 max-md:hidden" aria-hidden>
      {names.map(([name, about]) => (
        <span key={name} className="truncate font-medium">
          {name} <span className="ml-1 text-12 font-normal text-muted-foreground">{about}</span>
        </span>
      ))}
    </div>
  );
}

interface SubjectProps extends Pick<MergeStepsProps, "choices" | "before" | "onChoose"> {
  subject: MergeSubject;
}

function Subject({ subject, choices, before, onChoose }: SubjectProps) {
  const { stepId, title, tool, operation, places } = subject;
  const id = useId();
  const open = places.filter((place) => choiceOf(place, choices) === null).length;
  const call = [tool, operation].filter(Boolean).join(".");
  return (
    <li aria-labelledby={id} className="rounded-lg border bg-card p-3 shadow-card">
      <div className="mb-2.5 flex items-center gap-2.5">
        <span
          className="grid size-7 flex-none place-items-center rounded-md border bg-muted text-foreground-2"
          aria-hidden
        >
          {stepId === null ? <Link2 className="size-4" /> : <ToolIcon tool={tool} operation={operation} />}
        </span>
        <span className="min-w-0 flex-1">
          <h2 id={id} className="truncate text-13 leading-[18px] font-semibold">
            {title}
          </h2>
          <span className="block truncate text-11 leading-[14px] text-muted-foreground">
            {stepId === null ? "its name, parameters and settings" : call || stepId}
          </span>
        </span>
        {open > 0 ? <span className="text-12 font-medium text-failed">{plural(open, "conflict")} open</span> : null}
      </div>
      <div className="flex flex-col gap-4">
        {places.map((place) => (
          <PlaceRow
            key={place.key}
            {...{ place, choices, before }}
            of={title}
            onChoose={(choice) => onChoose(place.key, choice)}
          />
        ))}
      </div>
    </li>
  );
}
