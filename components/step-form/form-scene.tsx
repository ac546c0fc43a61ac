"use client";

import { createContext, useContext } from "react";
import type { JsonObject, JsonValue } from "@/server/core/json";

/** Keys and indexes inside of a step: `["parameters", "url"]`. */
export type FieldPath = readonly (string | number)[];

/** Something wrong with a value of the step. */
export interface FieldProblem {
  path: FieldPath;
  message: string;
  severity: "error" | "warning";
}

/** A value that a template can read. */
export interface PickedValue {
  /** `deals.items[0].price` */
  expression: string;
  /** `text`, `list of text`. */
  type: string;
  /** From an execution that has run, when there is one. */
  value?: JsonValue;
  info?: string;
}

export interface ValueGroup {
  title: string;
  values: readonly PickedValue[];
}

/** What the value picker offers. */
export interface ValueSource {
  groups: readonly ValueGroup[];
  /** Where the shown values come from: an execution. */
  from?: { label: string; href: string };
  /** Parameters and results of that execution, by name; before the first: what parameters are by default. */
  last?: { params: JsonObject; results: JsonObject };
  /** The value of an expression in that execution. */
  evaluate?(expression: string): Promise<{ value: JsonValue } | { problem: string }>;
}

/** What every field of a form may ask for. */
export interface FormScene {
  onChange(path: FieldPath, value: JsonValue | undefined): void;
  problems: readonly FieldProblem[];
  values: ValueSource | null;
  /** Shows a place in the text; null: there is no text. */
  onEditText: ((path: FieldPath) => void) | null;
}

const Scene = createContext<FormScene | null>(null);

export const FormSceneProvider = Scene.Provider;

export function useFormScene(): FormScene {
  const scene = useContext(Scene);
  if (!scene) throw new Error("A field stands outside of a form.");
  return scene;
}

/** The worst problem of a field; with `inside` also of what it holds. */
export function useProblem(path: FieldPath, inside: boolean): FieldProblem | undefined {
  const { problems } = useFormScene();
  const found = problems.filter(
    (problem) =>
      (inside ? problem.path.length >= path.length : problem.path.length === path.length) &&
      path.every((part, index) => String(problem.path[index]) === String(part)),
  );
  return found.find(({ severity }) => severity === "error") ?? found[0];
}
