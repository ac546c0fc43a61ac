"use client";

import { Tooltip as TooltipPrimitive } from "radix-ui";
import type { ReactNode } from "react";

export const TooltipProvider = TooltipPrimitive.Provider;

export interface TooltipProps {
  /** Nothing is shown, and nothing wrapped, while this is empty. */
  content: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  /** One element that can hold focus; for a disabled button wrap it in a focusable span. */
  children: ReactNode;
}

export function Tooltip({ content, side = "top", children }: TooltipProps) {
  if (!content) return children;
  return (
    <TooltipPrimitive.Root>
      <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
      <TooltipPrimitive.Portal>
        <TooltipPrimitive.Content
          data-slot="tooltip"
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-72 rounded-md bg-primary px-2.5 py-1.5 text-12 text-primary-foreground shadow-pop"
        >
          {content}
        </TooltipPrimitive.Content>
      </TooltipPrimitive.Portal>
    </TooltipPrimitive.Root>
  );
}
