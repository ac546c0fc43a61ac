"use client";

import { useState } from "react";
import { FieldError } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Maybe } from "@/server/core/merge/merge-values";
import { readValue, valueText } from "./value-lines";

/** A value of one's own, as YAML. Nothing takes it out. */
export function WriteValue({ label, value, onWrite }: { label: string; value: Maybe; onWrite(value: Maybe): void }) {
  const [text, setText] = useState(() => valueText(value));
  const [problem, setProblem] = useState<string | null>(null);
  const write = (next: string) => {
    setText(next);
    const read = readValue(next);
    setProblem(read.ok ? null : read.problem);
    if (read.ok) onWrite(read.value);
  };
  return (
    <>
      <Textarea
        aria-label={label}
        aria-invalid={problem !== null}
        rows={Math.min(16, text.split("\n").length + 1)}
        spellCheck={false}
        className="mt-1.5 font-mono text-12"
        value={text}
        onChange={({ target }) => write(target.value)}
      />
      {problem ? <FieldError>{problem} The result has what you wrote before.</FieldError> : null}
    </>
  );
}
