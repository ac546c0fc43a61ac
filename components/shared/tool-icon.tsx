import {
  AppWindow,
  ArrowLeftRight,
  Bell,
  Bot,
  Braces,
  CloudSun,
  FileText,
  type LucideIcon,
  OctagonAlert,
  Timer,
  Wrench,
} from "lucide-react";
import { cn } from "@/components/ui/cn";

const ICONS: Record<string, LucideIcon> = {
  llm: Bot,
  browser: AppWindow,
  http: ArrowLeftRight,
  files: FileText,
  transform: Braces,
  flow: Timer,
  "flow.fail": OctagonAlert,
  notify: Bell,
  weather_tool: CloudSun,
};

/** What kind of work a step does. */
export function ToolIcon({ tool, operation, className }: { tool: string; operation: string; className?: string }) {
  const Icon = ICONS[`${tool}.${operation}`] ?? ICONS[tool] ?? Wrench;
  return <Icon className={cn("size-4", className)} aria-hidden />;
}
