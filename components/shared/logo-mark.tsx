import { cn } from "@/components/ui/cn";

/** Two joined links: one alive, one of ink. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      strokeWidth={2.3}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("size-5 flex-none", className)}
      aria-hidden
    >
      <path stroke="var(--live)" d="M10.88 16.81A5 5 0 0 1 9.5 17H6.5A5 5 0 0 1 6.5 7H9.5A5 5 0 0 1 12.97 15.6" />
      <path
        stroke="var(--foreground)"
        d="M13.12 7.19A5 5 0 0 1 14.5 7H17.5A5 5 0 0 1 17.5 17H14.5A5 5 0 0 1 11.03 8.4"
      />
    </svg>
  );
}
