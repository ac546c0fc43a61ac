"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { JsonValue } from "@/server/core/json";
import { CopyButton } from "./copy-button";
import { formatBytes } from "./format";
import { prettyJson, tokenizeJson } from "./json-tokens";

const COLOURS = {
  key: "text-code-key",
  string: "text-code-string",
  number: "text-code-number",
  plain: undefined,
} as const;

/** Painting more than this at once would make the page stall; the rest opens on demand. */
const FIRST_CHARACTERS = 20_000;

export interface JsonViewProps {
  value: JsonValue;
  /** What it is, for the copy button and for screen readers. */
  label: string;
  /** Without box and copy button, for places that bring their own. */
  flat?: boolean;
  className?: string;
}

/** A value as coloured JSON. A text is shown as the text it is. */
export function JsonView({ value, label, flat, className }: JsonViewProps) {
  const text = useMemo(() => (typeof value === "string" ? value : prettyJson(value)), [value]);
  const [whole, setWhole] = useState(false);
  const shown = whole ? text : text.slice(0, FIRST_CHARACTERS);
  return (
    <div className={cn("relative min-w-0", className)}>
      <section
        className="code-block max-h-full"
        data-flat={flat}
        data-wrap={typeof value === "string" || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
      >
        {typeof value === "string" ? shown : <ColouredJson text={shown} />}
        {shown.length < text.length ? "…" : null}
      </section>
      {flat ? null : (
        <CopyButton value={text} label={`Copy ${label}`} className="absolute top-1.5 right-1.5 bg-muted" />
      )}
      {shown.length < text.length ? (
        <Button variant="ghost" size="xs" className="mt-1" onClick={() => setWhole(true)}>
          Show all {formatBytes(text.length)}
        </Button>
      ) : null}
    </div>
  );
}

function ColouredJson({ text }: { text: string }) {
  const tokens = useMemo(() => tokenizeJson(text), [text]);
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity beyond their place
    <span key={index} className={COLOURS[token.kind]}>
      {token.text}
    </span>
  ));
}
