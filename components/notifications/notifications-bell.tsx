"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { NotificationRow } from "./notification-row";
import { useMarkRead } from "./use-mark-read";

const SHOWN = 6;

/** The bell of the top bar: how many are new, and the last few at hand. */
export function NotificationsBell() {
  const trpc = useTRPC();
  const notifications = useQuery(trpc.notifications.list.queryOptions({ limit: SHOWN }));
  const markRead = useMarkRead();
  const unread = notifications.data?.unread ?? 0;
  const items = notifications.data?.items ?? [];
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          className="relative"
          aria-label={unread > 0 ? `Notifications, ${unread} new` : "Notifications"}
        >
          <Bell />
          {unread > 0 ? (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-live px-1 text-[10px] leading-4 font-semibold text-card"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[400px] max-w-[calc(100vw-16px)]" aria-label="Notifications">
        <div className="flex h-11 items-center justify-between border-b px-4">
          <h2 className="text-14 font-semibold">Notifications</h2>
          <Button variant="ghost" size="xs" disabled={unread === 0} onClick={() => markRead.mutate({ all: true })}>
            Mark all read
          </Button>
        </div>
        {items.length === 0 ? (
          <p className="px-4 py-8 text-center text-13 text-muted-foreground">Nothing yet.</p>
        ) : (
          <ul className="max-h-[60dvh] overflow-y-auto">
            {items.map((item) => (
              <NotificationRow key={item.id} item={item} onRead={() => markRead.mutate({ ids: [item.id] })} />
            ))}
          </ul>
        )}
        <PopoverClose asChild>
          <Link
            href="/notifications"
            className="block rounded-b-lg border-t py-2.5 text-center text-12 font-medium text-foreground-2 hover:bg-muted"
          >
            All notifications
          </Link>
        </PopoverClose>
      </PopoverContent>
    </Popover>
  );
}
