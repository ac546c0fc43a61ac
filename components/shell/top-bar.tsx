"use client";

import { ChevronRight, Keyboard, Menu, Search } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { NotificationsBell } from "@/components/notifications/notifications-bell";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { useShell } from "./shell-context";

export interface Crumb {
  name: ReactNode;
  /** Missing for the page itself. */
  href?: string;
}

export interface TopBarProps {
  crumbs: readonly Crumb[];
  /** At the right, before the button for shortcuts. */
  children?: ReactNode;
}

/** The line above each page: where one is, and on a phone the menu and the search. */
export function TopBar({ crumbs, children }: TopBarProps) {
  const { openMenu, openPalette, openShortcuts } = useShell();
  return (
    <header className="flex h-12 flex-none items-center gap-2 border-b px-6 text-13 max-md:sticky max-md:top-0 max-md:z-20 max-md:h-[52px] max-md:bg-background max-md:px-3">
      <Button variant="ghost" size="icon-sm" className="md:hidden" aria-label="Menu" onClick={openMenu}>
        <Menu />
      </Button>
      <nav aria-label="Breadcrumb" className="flex min-w-0 flex-1 items-center gap-1.5 whitespace-nowrap">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          const between = index > 0 && !last;
          return (
            <Fragment key={crumb.href ?? "page"}>
              {index > 0 ? (
                <ChevronRight
                  className={cn("size-3.5 text-muted-foreground", between && "max-md:hidden")}
                  aria-hidden
                />
              ) : null}
              {crumb.href ? (
                <Link
                  href={crumb.href}
                  className={cn("truncate text-muted-foreground hover:text-foreground", between && "max-md:hidden")}
                >
                  {crumb.name}
                </Link>
              ) : (
                <span aria-current="page" className="min-w-0 truncate">
                  {crumb.name}
                </span>
              )}
            </Fragment>
          );
        })}
      </nav>
      {children}
      <NotificationsBell />
      <Tooltip content="Shortcuts, ?">
        <Button variant="ghost" size="icon-sm" className="max-md:hidden" aria-label="Shortcuts" onClick={openShortcuts}>
          <Keyboard />
        </Button>
      </Tooltip>
      <Button variant="ghost" size="icon-sm" className="md:hidden" aria-label="Search" onClick={openPalette}>
        <Search />
      </Button>
    </header>
  );
}
