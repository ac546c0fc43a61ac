import Link from "next/link";
import { formatClock } from "@/components/shared/format";
import { cn } from "@/components/ui/cn";
import type { UpcomingDay } from "./upcoming-days";

const DAY_COUNT = 7;

/** Seven days beside each other, today first. */
export function WeekView({ days, today }: { days: readonly UpcomingDay[]; today: number }) {
  const columns = Array.from({ length: DAY_COUNT }, (_, index) => {
    const date = new Date(today);
    date.setDate(date.getDate() + index);
    return { start: date.getTime(), entries: days.find(({ start }) => start === date.getTime())?.entries ?? [] };
  });
  return (
    <section aria-label="Week" className="relative overflow-x-auto focus-visible:outline-offset-[-2px]">
      <ol className="grid min-w-[700px] grid-cols-7">
        {columns.map(({ start, entries }, index) => (
          <li key={start} className={cn("min-h-36 px-2 py-2.5", index > 0 && "border-l", index === 0 && "bg-muted")}>
            <h3 className="mb-1.5 px-1 text-12 font-medium">
              {new Date(start).toLocaleDateString("en-GB", { weekday: "short", day: "numeric" })}
            </h3>
            <ul className="flex flex-col gap-1">
              {entries.map(({ chainId, chainName, at, more }) => (
                <li key={chainId}>
                  <Link
                    href={`/chains/${chainId}`}
                    className="block rounded-md border bg-card px-1.5 py-1 hover:bg-muted"
                  >
                    <span className="block font-mono text-11 text-muted-foreground">
                      {formatClock(at, false)}
                      {more > 0 ? ` and ${more} more` : null}
                    </span>
                    <span className="block text-12 leading-4 font-medium break-words">{chainName}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
