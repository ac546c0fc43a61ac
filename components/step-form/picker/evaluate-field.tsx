"use client";

import { useEffect, useState } from "react";
import type { JsonValue } from "@/server/core/json";
import type { ValueSource } from "../form-scene";

/** Every key is not a question of its own. */
const ASK_AFTER_MS = 200;

type Answer = { value: JsonValue } | { problem: string } | null;

/** What an expression gave in the execution that the values come from: the chosen one, or any that is typed here. */
export function EvaluateField({
  expression,
  evaluate,
}: {
  expression: string;
  evaluate: NonNullable<ValueSource["evaluate"]>;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer>(null);
  const asked = (typed ?? expression).trim();
  useEffect(() => {
    setAnswer(null);
    if (asked === "") return;
    let over = false;
    const timer = setTimeout(async () => {
      const given = await evaluate(asked);
      if (!over) setAnswer(given);
    }, ASK_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asked, evaluate]);
  return (
    <div className="flex flex-col gap-1 border-t px-3 py-2 font-mono text-12">
      <input
        aria-label="Evaluate an expression"
        className="h-7 rounded-md border border-input bg-card px-2 text-code-template"
        placeholder="Any expression, such as deals.items | size"
        value={typed ?? expression}
        onChange={(event) => setTyped(event.target.value)}
      />
      <output className="block max-h-20 overflow-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
        {answer === null ? (
          <span className="text-muted-foreground">{asked === "" ? "Nothing to evaluate" : "…"}</span>
        ) : "problem" in answer ? (
          <span className="font-sans text-failed">{answer.problem}</span>
        ) : (
          JSON.stringify(answer.value, null, 1)?.slice(0, 2000)
        )}
      </output>
    </div>
  );
}
