import { CalendarClock, FileUp, KeyRound, type LucideIcon, Plus, Search, Trash2 } from "lucide-react";

export interface PaletteAction {
  name: string;
  href: string;
  icon: LucideIcon;
}

/** What one can begin from everywhere. */
export const ACTIONS: readonly PaletteAction[] = [
  { name: "New chain", href: "/chains/new", icon: Plus },
  { name: "New task", href: "/tasks/new", icon: Plus },
  { name: "Import chains", href: "/chains?import=true", icon: FileUp },
  { name: "Open the trash", href: "/chains?view=trash", icon: Trash2 },
  { name: "See what runs next", href: "/schedules", icon: CalendarClock },
  { name: "Show failed executions", href: "/executions?status=failed", icon: Search },
  { name: "New secret", href: "/settings#secrets", icon: KeyRound },
];
