"use client";

import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { overlayClasses } from "./dialog";

export const Sheet = DialogPrimitive.Root;

export interface SheetContentProps extends ComponentProps<typeof DialogPrimitive.Content> {
  /** Read by screen readers; a sheet has no visible heading of its own. */
  title: string;
  side?: "left" | "right";
}

export function SheetContent({ className, children, title, side = "left", ...props }: SheetContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={overlayClasses} />
      <DialogPrimitive.Content
        data-slot="sheet-content"
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-72 max-w-[85vw] flex-col bg-background shadow-pop outline-none duration-(--normal) data-[state=open]:animate-in data-[state=open]:fade-in-0",
          side === "left"
            ? "left-0 data-[state=open]:slide-in-from-left-2"
            : "right-0 data-[state=open]:slide-in-from-right-2",
          className,
        )}
        {...props}
      >
        <DialogPrimitive.Title className="sr-only">{title}</DialogPrimitive.Title>
        {children}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
