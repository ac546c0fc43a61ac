"use client";

import { Switch as SwitchPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>) {
  return (
    <SwitchPrimitive.Root
      data-slot="switch"
      className={cn(
        "inline-flex h-[18px] w-[30px] flex-none items-center rounded-full bg-input px-0.5 transition-colors duration-(--fast) disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:bg-primary",
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb className="size-3.5 rounded-full bg-card transition-transform duration-(--fast) data-[state=checked]:translate-x-3 data-[state=checked]:bg-primary-foreground" />
    </SwitchPrimitive.Root>
  );
}
