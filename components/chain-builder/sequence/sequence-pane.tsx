"use client";

import { useMemo, useRef, useState } from "react";
import type { JsonObject } from "@/server/core/json";
import type { EditorKnowledge } from "../complete/knowledge";
import { HistoryDrawer } from "../history/history-drawer";
import { stepsOfRuns } from "../history/steps-of-runs";
import { countOf, shortMessage } from "../text/problems";
import { useChainData } from "../use-chain-data";
import type { Check } from "../use-check";
import type { Edits } from "../use-edits";
import { StartLine } from "../views/start-line";
import { focusForm } from "./focus-form";
import { type Card, sequenceCards } from "./sequence-cards";
import { type FocusWish, SequenceView } from "./sequence-view";
import type { CardActions } from "./step-card";
import { ToolPicker } from "./tool-picker";

export interface SequencePaneProps {
  text: string;
  check: Check;
  knowledge: EditorKnowledge;
  edits: Edits;
  selected: number | null;
  onSelect(index: number | null): void;
  /** The form of the selected step shall be seen and have the focus. */
  onOpen(): void;
  onGoTo(offset: number): void;
}

/** The sequence of a draft, and the dialogs that add to it. */
export function SequencePane(props: SequencePaneProps) {
  const { text, check, knowledge, edits, selected } = props;
  const latest = useRef(props);
  latest.current = props;
  const { data, current } = useChainData(text);
  const [focusWanted, setFocusWanted] = useState<FocusWish | null>(null);
  const added = useRef<FocusWish | null>(null);
  const [adding, setAdding] = useState<{ index: number; examples: boolean } | null>(null);
  const [picking, setPicking] = useState(false);
  const cards = useSteady(useMemo(() => sequenceCards(data, check.problems), [data, check.problems]));
  const shown = useRef(cards);
  shown.current = cards;
  const actions = useMemo((): CardActions => {
    const thenFocus = (index: number, act: () => void) => {
      act();
      setFocusWanted({ index, text: edits.textNow() });
    };
    const open = (index: number, what: "first" | "name") => {
      latest.current.onSelect(index);
      latest.current.onOpen();
      focusForm(index, what);
    };
    return {
      select: (index) => thenFocus(index, () => latest.current.onSelect(index)),
      press(index) {
        latest.current.onSelect(index);
        latest.current.onOpen();
      },
      open: (index) => open(index, "first"),
      rename: (index) => open(index, "name"),
      duplicate: (index) => thenFocus(index + 1, () => edits.duplicate(index)),
      move(from, to) {
        if (to >= 0 && to < shown.current.length) thenFocus(to, () => edits.move(from, to));
      },
      remove: (index) => thenFocus(Math.max(0, Math.min(index, shown.current.length - 2)), () => edits.remove(index)),
      insertAt: (index) => setAdding({ index, examples: false }),
      trigger: (index, on) => edits.trigger(index, on),
      goToProblem(index) {
        const problem = shown.current[index]?.problem;
        if (problem) latest.current.onGoTo(problem.from);
      },
    };
  }, [edits]);
  const first = check.problems.find(({ severity }) => severity === "error");
  const add = (index: number, bodies: readonly JsonObject[]) => {
    edits.addSteps(index, bodies);
    added.current = { index, text: edits.textNow() };
    setAdding(null);
    setPicking(false);
  };
  // A dialog holds the focus until it is gone.
  const onClosed = () => {
    if (added.current) setFocusWanted(added.current);
    added.current = null;
  };
  return (
    <>
      <SequenceView
        text={text}
        cards={cards}
        selected={selected}
        actions={actions}
        focusWanted={focusWanted}
        start={<StartLine data={data} />}
        broken={
          current ? null : (
            <>
              The text cannot be read now; these are the steps as they were before.{" "}
              {first ? (
                <button
                  type="button"
                  className="text-failed underline underline-offset-2"
                  onClick={() => props.onGoTo(first.from)}
                >
                  Line {first.line}: {shortMessage(first)}
                </button>
              ) : countOf(check.problems, "error") === 0 ? (
                "It is being checked."
              ) : null}
            </>
          )
        }
        onExample={() => setAdding({ index: placeOf(selected, cards.length), examples: true })}
        onHistory={() => setPicking(true)}
      />
      <HistoryDrawer
        open={picking}
        after={cards[placeOf(selected, cards.length) - 1]?.title ?? null}
        onClose={() => setPicking(false)}
        onClosed={onClosed}
        onAdd={(runs) => add(placeOf(selected, cards.length), stepsOfRuns(runs))}
      />
      <ToolPicker
        open={
          adding && {
            title: adding.examples ? "Add an example" : "New step",
            about: adding.examples
              ? "A step that works as it stands, to change to your own."
              : "Choose what it does; the form then asks for the rest.",
            examples: adding.examples,
          }
        }
        knowledge={knowledge}
        onClose={() => setAdding(null)}
        onClosed={onClosed}
        onPick={(body) => add(adding?.index ?? cards.length, [body])}
      />
    </>
  );
}

/** The same objects for cards that did not change: only the others are drawn anew. */
function useSteady(cards: readonly Card[]): readonly Card[] {
  const known = useRef(new Map<string, { json: string; card: Card }>());
  return useMemo(() => {
    const next = new Map(
      cards.map((card) => {
        const json = JSON.stringify(card);
        const before = known.current.get(card.key);
        return [card.key, before?.json === json ? before : { json, card }];
      }),
    );
    known.current = next;
    return [...next.values()].map(({ card }) => card);
  }, [cards]);
}

/** Below the selected step, or at the end. */
const placeOf = (selected: number | null, count: number): number => (selected === null ? count : selected + 1);
