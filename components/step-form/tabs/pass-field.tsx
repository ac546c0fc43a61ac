"use client";

import type { JsonObject } from "@/server/core/json";
import { CheckBox } from "../fields/check-box";
import { useFormScene } from "../form-scene";

const PASSED = ["result", "files", "browser"] as const;

/** What the following steps get; everything unless it is taken away. */
export function PassField({ step }: { step: JsonObject }) {
  const { onChange } = useFormScene();
  const pass = typeof step.pass === "object" && step.pass !== null && !Array.isArray(step.pass) ? step.pass : {};
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <legend className="float-left mr-auto text-13 font-medium">Pass on to later steps</legend>
      {PASSED.map((name) => (
        <CheckBox
          key={name}
          label={name}
          checked={pass[name] !== false}
          onChange={(on) => onChange(["pass", name], on ? undefined : false)}
        />
      ))}
    </fieldset>
  );
}
