"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useMe } from "@/components/session/session";
import { LogoMark } from "@/components/shared/logo-mark";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";
import { AccountMenu } from "./account-menu";
import { type Destination, isWithin, MAIN_DESTINATIONS, OTHER_DESTINATIONS } from "./navigation";
import { useShell } from "./shell-context";
import { useCounts } from "./use-counts";

/** The main navigation: a sidebar, a rail of icons, or (in the sheet of a phone) the sidebar again. */
export function Sidebar({ rail }: { rail: boolean }) {
  const { openPalette } = useShell();
  const me = useMe();
  const counts = useCounts();
  return (
    <nav aria-label="Main" className="flex h-full flex-col gap-0.5 px-2 py-2.5 text-13">
      <Link
        href="/chains"
        className={cn(
          "mb-2 flex h-8 items-center gap-2 rounded-md px-2 text-14 font-semibold tracking-[-0.01em]",
          rail && "justify-center px-0",
        )}
        aria-label="Chainwright, all chains"
      >
        <LogoMark />
        {rail ? null : <span>Chainwright</span>}
      </Link>
      <Tooltip content={rail ? "Search, Ctrl K" : null} side="right">
        <button
          type="button"
          onClick={openPalette}
          aria-label="Search, Ctrl K"
          className={cn(
            "mb-2.5 flex flex-none items-center gap-2 rounded-md",
            rail
              ? "h-[34px] justify-center text-foreground-2 hover:bg-muted"
              : "h-[30px] border border-border-strong bg-card pr-1.5 pl-2 text-muted-foreground hover:border-input",
          )}
        >
          <Search className="size-4" aria-hidden />
          {rail ? null : (
            <>
              Search <Kbd className="ml-auto">Ctrl K</Kbd>
            </>
          )}
        </button>
      </Tooltip>
      {MAIN_DESTINATIONS.map((destination) => (
        <NavLink
          key={destination.href}
          destination={destination}
          rail={rail}
          live={
            destination.href === "/executions" ? counts.running : destination.href === "/approvals" ? counts.waiting : 0
          }
          liveWord={destination.href === "/approvals" ? " open" : ""}
        />
      ))}
      <div className="flex-1" />
      {OTHER_DESTINATIONS.filter(({ adminOnly }) => !adminOnly || me?.role === "admin").map((destination) => (
        <NavLink
          key={destination.href}
          destination={destination}
          rail={rail}
          live={destination.href === "/notifications" ? counts.unread : 0}
          liveWord=" new"
        />
      ))}
      <AccountMenu rail={rail} />
    </nav>
  );
}

interface NavLinkProps {
  destination: Destination;
  rail: boolean;
  /** Shown in petrol when above 0: something is alive or new there. */
  live: number;
  liveWord?: string;
}

function NavLink({ destination: { href, name, icon: Icon }, rail, live, liveWord = "" }: NavLinkProps) {
  const pathname = usePathname();
  const { closeMenu } = useShell();
  const current = isWithin(pathname, href);
  const note = live > 0 ? `${live}${liveWord || " running"}` : null;
  return (
    <Tooltip content={rail ? `${name}${note ? `, ${note}` : ""}` : null} side="right">
      <Link
        href={href}
        onClick={closeMenu}
        aria-current={current ? "page" : undefined}
        className={cn(
          "relative flex flex-none items-center gap-2 rounded-md text-foreground-2 hover:bg-muted hover:text-foreground",
          rail ? "h-[34px] justify-center" : "h-[30px] px-2",
          current && "bg-pressed font-medium text-foreground hover:bg-pressed",
        )}
      >
        <Icon className="size-4" aria-hidden />
        <span className={cn(rail && "sr-only")}>{name}</span>
        {note ? (
          rail ? (
            <span className="absolute top-1.5 right-1.5 size-[7px] rounded-full bg-live-solid" aria-hidden />
          ) : (
            <span className="ml-auto inline-flex items-center gap-1.5 text-11 font-normal text-live">
              {liveWord ? null : <span className="size-[7px] rounded-full bg-live-solid" aria-hidden />}
              {live}
              {liveWord}
              {liveWord ? null : <span className="sr-only"> running</span>}
            </span>
          )
        ) : null}
        {rail && note ? <span className="sr-only">, {note}</span> : null}
      </Link>
    </Tooltip>
  );
}
