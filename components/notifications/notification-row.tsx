import { Check, CircleCheck, Info, type LucideIcon, OctagonX, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";

export interface NotificationItem {
  id: string;
  title: string;
  body: string;
  level: "info" | "success" | "warning" | "error";
  /** Where one can act on it. */
  path: string;
  chainName: string | null;
  createdAt: number;
  readAt: number | null;
}

const LOOKS: Record<NotificationItem["level"], { icon: LucideIcon; tone: string; word: string }> = {
  info: { icon: Info, tone: "text-foreground-2", word: "Information" },
  success: { icon: CircleCheck, tone: "text-succeeded", word: "Success" },
  warning: { icon: TriangleAlert, tone: "text-waiting", word: "Warning" },
  error: { icon: OctagonX, tone: "text-failed", word: "Error" },
};

export function NotificationRow({ item, onRead }: { item: NotificationItem; onRead: () => void }) {
  const { icon: Icon, tone, word } = LOOKS[item.level];
  const unread = item.readAt === null;
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 border-b px-4 py-2.5 text-13 last:border-b-0">
      <Icon className={cn("mt-0.5 size-4", tone)} aria-label={word} role="img" />
      <div className="min-w-0">
        <p className={cn("wrap-anywhere", unread && "font-semibold")}>
          {item.title}
          {unread ? <span className="sr-only">, unread</span> : null}
        </p>
        <p className="text-12 wrap-anywhere whitespace-pre-line text-muted-foreground">{item.body}</p>
      </div>
      <div className="flex items-start gap-2">
        <span className="flex items-center gap-1.5 text-12 leading-5 whitespace-nowrap text-muted-foreground">
          <Time at={item.createdAt} />
          <span className={cn("size-[7px] rounded-full", unread && "bg-live-solid")} aria-hidden />
        </span>
        {item.path === "/notifications" ? null : (
          <Button asChild size="xs">
            <Link href={item.path} onClick={unread ? onRead : undefined}>
              Open<span className="sr-only"> {item.title}</span>
            </Link>
          </Button>
        )}
        {unread ? (
          <Tooltip content="Mark as read">
            <Button variant="ghost" size="icon-xs" aria-label={`Mark as read: ${item.title}`} onClick={onRead}>
              <Check />
            </Button>
          </Tooltip>
        ) : (
          <span className="size-6" />
        )}
      </div>
    </li>
  );
}
