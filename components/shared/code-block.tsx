import { cn } from "@/components/ui/cn";

/** A few lines of code in a box that scrolls sideways, by keyboard too. */
export function CodeBlock({ label, children, className }: { label: string; children: string; className?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={cn("code-block overflow-x-auto text-12", className)}>
      <pre>{children}</pre>
    </section>
  );
}
