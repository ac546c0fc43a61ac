"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Segmented } from "@/components/ui/segmented";
import { NotificationRow } from "./notification-row";
import { useMarkRead } from "./use-mark-read";

const OPTIONS = [
  { value: "all", label: "All" },
  { value: "unread", label: "Unread" },
] as const;

/** What the server had to say, newest first. */
export function NotificationsPage() {
  const trpc = useTRPC();
  const [unreadOnly, setUnreadOnly] = useQueryState("unread", parseAsBoolean.withDefault(false));
  const notifications = useInfiniteQuery({
    ...trpc.notifications.list.infiniteQueryOptions(
      { limit: 30, unreadOnly },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const markRead = useMarkRead();
  const items = notifications.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = notifications.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <TopBar crumbs={[{ name: "Notifications" }]} />
      <Page narrow>
        <PageHead
          title="Notifications"
          about={
            notifications.data
              ? unread === 0
                ? "You have read everything."
                : `${plural(unread, "new message")}`
              : "Loading"
          }
          actions={
            <Button disabled={unread === 0} onClick={() => markRead.mutate({ all: true })}>
              <CheckCheck /> Mark all as read
            </Button>
          }
        />
        <Segmented
          label="Which notifications"
          className="mb-3"
          value={unreadOnly ? "unread" : "all"}
          options={OPTIONS}
          onValueChange={(value) => void setUnreadOnly(value === "unread" ? true : null)}
        />
        <Card>
          {notifications.error ? (
            <QueryProblem
              error={notifications.error}
              what="the notifications"
              onRetry={() => notifications.refetch()}
            />
          ) : !notifications.data ? (
            <TableSkeleton rows={4} />
          ) : items.length === 0 ? (
            <Empty title={unreadOnly ? "Nothing unread" : "No notifications yet"}>
              {unreadOnly
                ? "Everything is read."
                : "Failed executions, steps that wait for you and messages from chains arrive here."}
            </Empty>
          ) : (
            <ul>
              {items.map((item) => (
                <NotificationRow key={item.id} item={item} onRead={() => markRead.mutate({ ids: [item.id] })} />
              ))}
            </ul>
          )}
        </Card>
        {notifications.hasNextPage ? (
          <div className="mt-3 flex justify-end">
            <Button size="sm" busy={notifications.isFetchingNextPage} onClick={() => notifications.fetchNextPage()}>
              Load more
            </Button>
          </div>
        ) : null}
      </Page>
    </>
  );
}
