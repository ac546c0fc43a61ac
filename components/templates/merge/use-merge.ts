"use client";

import { useMemo, useState } from "react";
import { mergeDefinitions } from "@/server/core/merge/merge-definitions";
import { type Choices, choiceOf, type ValueChoice } from "@/server/core/merge/merge-values";
import type { TemplateUpdate } from "@/server/services/templates/template-view";
import { mergedSource } from "./merged-source";
import { subjectsOf } from "./subjects";

export type MergeView = "steps" | "text";

/** Everything that is decided about a merge. Texts that cannot be merged by steps are edited as one text. */
export function useMerge({ base, yours, theirs }: Pick<TemplateUpdate, "base" | "yours" | "theirs">) {
  const texts = useMemo(
    () => ({ base: base.source, yours, theirs: theirs.source }),
    [base.source, yours, theirs.source],
  );
  const merge = useMemo(() => mergeDefinitions(texts), [texts]);
  const [choices, setChoices] = useState<Choices>(new Map());
  const [view, setView] = useState<MergeView>(merge ? "steps" : "text");
  const [own, setOwn] = useState<string | null>(null);
  const chosen = useMemo(
    () => (merge ? mergedSource(texts, merge.result(choices)) : yours),
    [merge, texts, choices, yours],
  );
  const shown = useMemo(() => (merge ? subjectsOf(merge) : { subjects: [], unchanged: [] }), [merge]);
  const places = merge?.places ?? [];
  const open = places.filter((place) => choiceOf(place, choices) === null).length;
  return {
    ...{ places, choices, view, open, ...shown, bySteps: merge !== null },
    /** Null: a conflict is open. */
    merged: view === "text" ? (own ?? chosen) : open > 0 ? null : chosen,
    text: own ?? chosen,
    setView,
    write: setOwn,
    startAgain: () => setOwn(null),
    choose: (key: string, choice: ValueChoice) => setChoices((before) => new Map(before).set(key, choice)),
  };
}
