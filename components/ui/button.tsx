import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const buttonVariants = cva(
  "inline-flex flex-none items-center justify-center gap-1.5 rounded-md border text-13 font-medium whitespace-nowrap transition-colors duration-(--fast) disabled:cursor-not-allowed disabled:border-border disabled:bg-muted disabled:text-disabled aria-disabled:cursor-not-allowed aria-disabled:border-border aria-disabled:bg-muted aria-disabled:text-disabled [&_svg:not([class*='size-'])]:size-4",
  {
    variants: {
      variant: {
        default: "border-border-strong bg-card hover:border-input hover:bg-muted active:bg-pressed",
        primary: "border-primary bg-primary text-primary-foreground hover:border-primary-hover hover:bg-primary-hover",
        destructive: "border-destructive bg-destructive text-white hover:brightness-110",
        "destructive-quiet":
          "border-border-strong bg-card text-failed hover:border-input hover:bg-muted active:bg-pressed",
        ghost:
          "border-transparent bg-transparent text-foreground-2 hover:bg-pressed hover:text-foreground disabled:border-transparent disabled:bg-transparent",
        dashed: "border-dashed border-border-strong bg-transparent font-normal text-foreground-2 hover:bg-muted",
      },
      size: {
        default: "h-8 px-3 max-md:h-9",
        sm: "h-7 px-2.5 text-12 max-md:h-8 [&_svg:not([class*='size-'])]:size-3.5",
        xs: "h-6 px-2 text-12 [&_svg:not([class*='size-'])]:size-3.5",
        lg: "h-9 px-4",
        icon: "size-8 max-md:size-9",
        "icon-sm": "size-7 max-md:size-8",
        "icon-xs": "size-6 [&_svg:not([class*='size-'])]:size-3.5",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Renders the only child with the looks of a button, for links. */
  asChild?: boolean;
  /** Work is under way: the button keeps its width, shows the running icon and takes no second press. */
  busy?: boolean;
}

export function Button({ className, variant, size, asChild, busy, type, children, onClick, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root data-slot="button" className={classes} onClick={onClick} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      data-slot="button"
      type={type ?? "button"}
      className={classes}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {busy ? <LoaderCircle className="turns" aria-hidden /> : null}
      {children}
    </button>
  );
}
