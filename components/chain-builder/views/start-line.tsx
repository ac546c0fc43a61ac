import { schedule as scheduleSchema } from "@/server/core/definition/schema/schedule";
import type { JsonObject } from "@/server/core/json";
import { scheduleInWords } from "@/server/core/schedule/words";
import { isObject } from "../edits/chain-text";

/** The schedule of a draft in words; null: none, or one that is not complete yet. */
export function scheduleWords(data: JsonObject): string | null {
  const read = scheduleSchema.safeParse(data.schedule);
  return read.success ? scheduleInWords(read.data) : null;
}

/** How an execution starts, and what it asks for. */
export function StartLine({ data }: { data: JsonObject }) {
  const words = scheduleWords(data);
  const params = isObject(data.params) ? Object.keys(data.params) : [];
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5">
      {words ? `Starts ${words.charAt(0).toLowerCase()}${words.slice(1)}` : "Starts when you run it"}
      {params.length > 0 ? ", with" : ""}
      {params.slice(0, 4).map((name) => (
        <span
          key={name}
          className="rounded-sm bg-[color-mix(in_oklab,var(--code-template)_11%,transparent)] px-1.5 font-mono leading-5 text-code-template"
        >
          params.{name}
        </span>
      ))}
      {params.length > 4 ? `and ${params.length - 4} more` : ""}
    </span>
  );
}
