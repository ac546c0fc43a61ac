/** Share of executions that succeeded, as bar and number; a dash while none has ended. */
export function SuccessRate({ rate }: { rate: number | null }) {
  if (rate === null) return <span className="text-muted-foreground">–</span>;
  const percent = Math.round(rate * 100);
  return (
    <span className="inline-grid grid-cols-[40px_38px] items-center gap-2 text-right">
      <span className="h-1 overflow-hidden rounded-full bg-failed-solid" aria-hidden>
        <span
          className="block h-full bg-succeeded-solid"
          style={{ width: `${percent}%`, borderRight: percent < 100 ? "2px solid var(--card)" : undefined }}
        />
      </span>
      {percent}%
    </span>
  );
}
