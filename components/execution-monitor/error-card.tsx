import { OctagonX } from "lucide-react";
import type { JsonObject, JsonValue } from "@/server/core/json";

export interface ErrorCardProps {
  error: { code: string; message: string; details?: JsonObject };
}

/** An error in words, with the evidence the tool gave. */
export function ErrorCard({ error }: ErrorCardProps) {
  return (
    <div className="s-failed flex gap-2.5 rounded-md border border-tone-line bg-tone-soft px-3 py-2.5 text-13">
      <OctagonX className="mt-0.5 size-4 text-tone" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{error.message}</p>
        <p className="font-mono text-12 text-tone">{error.code}</p>
        {error.details ? <ErrorDetails details={error.details} /> : null}
      </div>
    </div>
  );
}

export function ErrorDetails({ details }: { details: JsonObject }) {
  const entries = Object.entries(details);
  if (entries.length === 0) return null;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-12">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name.replaceAll("_", " ")}</dt>
          <dd className="font-mono wrap-anywhere">{asText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

const asText = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
