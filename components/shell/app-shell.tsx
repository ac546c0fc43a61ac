"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { CommandPalette } from "./command-palette";
import { ConnectionBanner } from "./connection-banner";
import { wantsRail } from "./navigation";
import { ShellContext, type ShellControls } from "./shell-context";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { Sidebar } from "./sidebar";
import { useShortcuts } from "./use-shortcuts";

type Overlay = "palette" | "shortcuts" | "menu" | null;

/** The frame of every signed-in page: navigation, skip link, palette, shortcuts. Pages bring their own top bar and main. */
export function AppShell({ children }: { children: ReactNode }) {
  const rail = wantsRail(usePathname());
  const [overlay, setOverlay] = useState<Overlay>(null);
  const controls = useMemo<ShellControls>(
    () => ({
      openPalette: () => setOverlay("palette"),
      openShortcuts: () => setOverlay("shortcuts"),
      openMenu: () => setOverlay("menu"),
      closeMenu: () => setOverlay((shown) => (shown === "menu" ? null : shown)),
    }),
    [],
  );
  useShortcuts(controls);
  const toggle = (name: Overlay) => (open: boolean) => setOverlay(open ? name : null);
  return (
    <ShellContext value={controls}>
      <a
        href="#main"
        className="sr-only rounded-md bg-primary px-3 py-2 text-13 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60"
      >
        Skip to content
      </a>
      <div
        className={cn(
          "grid min-h-dvh grid-cols-[minmax(0,1fr)]",
          rail ? "md:grid-cols-[52px_minmax(0,1fr)]" : "md:grid-cols-[216px_minmax(0,1fr)]",
        )}
      >
        <div className="sticky top-0 h-dvh border-r max-md:hidden">
          <Sidebar rail={rail} />
        </div>
        <div className="flex min-w-0 flex-col">
          <ConnectionBanner />
          {children}
        </div>
      </div>
      <Sheet open={overlay === "menu"} onOpenChange={toggle("menu")}>
        <SheetContent title="Menu">
          <Sidebar rail={false} />
        </SheetContent>
      </Sheet>
      <CommandPalette open={overlay === "palette"} onOpenChange={toggle("palette")} />
      <ShortcutsDialog open={overlay === "shortcuts"} onOpenChange={toggle("shortcuts")} />
    </ShellContext>
  );
}
