"use client";

import { Segmented } from "@/components/ui/segmented";

/** Whose things a list shows; null: all. */
export type Whose = "mine" | "shared" | null;
export const WHOSE = ["mine", "shared"] as const;

const OPTIONS = [
  { value: "all", label: "All" },
  { value: "mine", label: "Mine" },
  { value: "shared", label: "Shared with me" },
] as const;

/** In words, for what hides the rows of a list. */
export const whoseWords = (whose: Exclude<Whose, null>): string =>
  OPTIONS.find(({ value }) => value === whose)?.label ?? whose;

/** All, one's own, or what others share with one. `of`: "chains". */
export function WhoseChoice({ of, value, onChange }: { of: string; value: Whose; onChange(value: Whose): void }) {
  return (
    <Segmented
      label={`Whose ${of}`}
      value={value ?? "all"}
      options={OPTIONS}
      onValueChange={(chosen) => onChange(chosen === "all" ? null : chosen)}
    />
  );
}
