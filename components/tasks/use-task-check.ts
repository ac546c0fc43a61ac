"use client";

import { useMemo } from "react";
import { useCheck } from "@/components/chain-builder/use-check";
import { useDebounced } from "@/components/shared/use-debounced";
import type { FieldProblem } from "@/components/step-form/form-scene";
import type { JsonObject } from "@/server/core/json";

const QUIET_MS = 300;

/** What the compiler says of a task that runs alone, by field of its body. */
export function useTaskCheck(name: string, body: JsonObject) {
  const text = JSON.stringify({ name: name.trim() || "Task", steps: [{ id: "task", ...body }] });
  const check = useCheck(useDebounced(text, QUIET_MS));
  const problems = useMemo(
    () =>
      (check.result?.diagnostics ?? []).map(
        ({ path, message, severity }): FieldProblem => ({
          path: pathParts(path).slice(2),
          message: message.replace(/^Step "task":? ?/, "").replace(/^\(.+?\): /, ""),
          severity,
        }),
      ),
    [check.result],
  );
  return { problems, fits: check.current && problems.every(({ severity }) => severity !== "error") };
}

/** `steps[0].parameters["a b"]` → `["steps", 0, "parameters", "a b"]`. */
export function pathParts(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, key]) =>
    index === undefined ? (quoted ?? key ?? "") : Number(index),
  );
}
