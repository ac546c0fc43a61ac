/** What stands on a wire and can be pressed. */
export const PILL =
  "inline-flex h-[20px] items-center gap-1 rounded-full border border-border-strong bg-card px-2 text-11 whitespace-nowrap text-foreground-2 hover:border-input hover:text-foreground [&_svg]:size-3";
