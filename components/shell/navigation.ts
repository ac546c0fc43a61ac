import {
  Activity,
  Bell,
  Blocks,
  CalendarClock,
  Inbox,
  Link2,
  type LucideIcon,
  Send,
  Settings,
  ShieldUser,
  SquareCheckBig,
} from "lucide-react";

export interface Destination {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Second key after `g`. */
  key: string;
  adminOnly?: boolean;
}

export const MAIN_DESTINATIONS: readonly Destination[] = [
  { href: "/chains", name: "Chains", icon: Link2, key: "c" },
  { href: "/executions", name: "Executions", icon: Activity, key: "e" },
  { href: "/tasks", name: "Tasks", icon: SquareCheckBig, key: "t" },
  { href: "/schedules", name: "Schedules", icon: CalendarClock, key: "d" },
  { href: "/templates", name: "Templates", icon: Blocks, key: "m" },
  { href: "/deliveries", name: "Deliveries", icon: Send, key: "l" },
  { href: "/approvals", name: "Waiting for you", icon: Inbox, key: "w" },
];

export const OTHER_DESTINATIONS: readonly Destination[] = [
  { href: "/notifications", name: "Notifications", icon: Bell, key: "n" },
  { href: "/admin", name: "Administration", icon: ShieldUser, key: "a", adminOnly: true },
  { href: "/settings", name: "Settings", icon: Settings, key: "s" },
];

/** Whether a page belongs to a destination. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

/** The monitor and the editor need the width: the sidebar becomes a rail there. */
export function wantsRail(pathname: string): boolean {
  return (
    /^\/executions\/[^/]+$/.test(pathname) ||
    /^\/chains\/(new|[^/]+\/edit)$/.test(pathname) ||
    /^\/templates\/[^/]+\/update\//.test(pathname)
  );
}
