import { X } from "lucide-react";

/** A filter that is on: what it filters, by which value, and how to take it off. */
export function FilterChip({ name, value, onClear }: { name: string; value: string; onClear: () => void }) {
  return (
    <button
      type="button"
      onClick={onClear}
      aria-label={`Remove the filter ${name} ${value}`}
      className="inline-flex h-7 flex-none items-center gap-1.5 rounded-md border border-border-strong bg-card pr-2 pl-2.5 text-12 whitespace-nowrap hover:bg-muted"
    >
      {name} <b className="font-medium">{value}</b>
      <X className="size-3" aria-hidden />
    </button>
  );
}
