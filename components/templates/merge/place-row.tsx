"use client";

import { Check, ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  type Choices,
  choiceOf,
  type MergePlace,
  same,
  type ValueChoice,
  valueAt,
} from "@/server/core/merge/merge-values";
import { PlaceCell } from "./place-cell";
import { absentWords, placeName, placeWords } from "./subjects";
import { diffLines, valueLines } from "./value-lines";
import { WriteValue } from "./write-value";

export interface PlaceRowProps {
  place: MergePlace;
  /** Of the step or the chain. */
  of: string;
  choices: Choices;
  /** Show what the installed version had. */
  before: boolean;
  onChoose(choice: ValueChoice): void;
}

/** One place: what you have, what becomes of it, what the author has. */
export function PlaceRow({ place, of, choices, before, onChoose }: PlaceRowProps) {
  const id = useId();
  const [writing, setWriting] = useState(false);
  const choice = choiceOf(place, choices);
  const [open, value] = [choice === null, valueAt(place, choices)];
  const base = valueLines(place, place.base);
  const name = placeName(place);
  const choose = (chosen: ValueChoice) => {
    setWriting(false);
    onChoose(chosen);
  };
  const side = (which: "yours" | "theirs") => {
    if (place[which] === undefined)
      return { words: absentWords(place, which), lines: diffLines(before ? base : [], []) };
    if (same(place[which], place.base)) return { words: "Not changed here.", lines: [] };
    return { lines: diffLines(before ? base : [], valueLines(place, place[which])) };
  };
  const take = (which: "yours" | "theirs") => (
    <Take
      side={which}
      on={choice === which || (place.by === "both" && choice !== "base" && typeof choice === "string")}
      label={`Take ${which === "yours" ? "yours" : "the author's"}: ${name} of ${of}`}
      onPress={() => choose(which)}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
    <div
      role="group"
      data-conflict={place.by === "conflict" ? "" : undefined}
      tabIndex={-1}
      aria-labelledby={id}
      className="rounded-md focus:outline-2 focus:outline-offset-4"
    >
      <p id={id} className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-12">
        <span className="font-mono">{name}</span>
        <span className={cn("text-muted-foreground", open && "font-medium text-failed")}>
          {placeWords(place, open)}
        </span>
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)_28px_minmax(0,1fr)_28px_minmax(0,1fr)] items-stretch gap-x-2 gap-y-1.5 max-md:grid-cols-[28px_minmax(0,1fr)]">
        <PlaceCell label="Yours" {...side("yours")} className="max-md:order-3" />
        <span className="self-center max-md:order-2">{take("yours")}</span>
        <PlaceCell
          result
          label="Result"
          open={open}
          words={open ? "Choose one, or write it." : value === undefined ? "Not in the result." : undefined}
          lines={open ? [] : diffLines(base, valueLines(place, value)).filter(({ sign }) => sign !== "−")}
          className="max-md:order-1 max-md:col-span-2"
        >
          {writing ? (
            <WriteValue label={`${name} of ${of}`} value={value} onWrite={(own) => onChoose({ value: own })} />
          ) : null}
          <span className="mt-1.5 flex flex-wrap gap-1.5">
            <Button
              size="xs"
              variant="ghost"
              aria-pressed={choice === "base"}
              aria-label={`As before: ${name} of ${of}`}
              onClick={() => choose("base")}
            >
              {choice === "base" ? <Check /> : null} As before
            </Button>
            {isOrder(place) ? null : (
              <Button
                size="xs"
                variant="ghost"
                aria-pressed={writing}
                aria-label={`Write it: ${name} of ${of}`}
                onClick={() => setWriting(true)}
              >
                Write it
              </Button>
            )}
          </span>
        </PlaceCell>
        <span className="self-center max-md:order-4">{take("theirs")}</span>
        <PlaceCell label="Author's" {...side("theirs")} className="max-md:order-5" />
      </div>
    </div>
  );
}

const isOrder = ({ stepId, path }: MergePlace): boolean => stepId === null && path.length === 1 && path[0] === "steps";

function Take({ side, on, label, onPress }: { side: "yours" | "theirs"; on: boolean; label: string; onPress(): void }) {
  const Arrow = side === "yours" ? ChevronRight : ChevronLeft;
  return (
    <Button size="icon-sm" variant={on ? "primary" : "default"} aria-pressed={on} aria-label={label} onClick={onPress}>
      {on ? <Check /> : <Arrow />}
    </Button>
  );
}
