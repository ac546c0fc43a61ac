/** The first letters of a name in a circle. The name itself stands beside it or in the label of its button. */
export function Avatar({ name }: { name: string }) {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? `${words[0]?.[0]}${words[1]?.[0]}` : name.trim().slice(0, 2);
  return (
    <span
      aria-hidden
      className="grid size-[22px] flex-none place-items-center rounded-full border border-border-strong bg-pressed text-[10px] font-semibold text-foreground-2"
    >
      {letters.toUpperCase()}
    </span>
  );
}
