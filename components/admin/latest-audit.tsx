"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { AuditRows } from "./audit-rows";

const SHOWN = 6;

/** The newest entries of the audit log, and the way to the rest. */
export function LatestAudit() {
  const trpc = useTRPC();
  const log = useQuery(trpc.audit.list.queryOptions({ limit: SHOWN }));
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>Audit log</CardTitle>
        <Button asChild size="sm" className="ml-auto">
          <Link href="/admin/audit">Open the log</Link>
        </Button>
      </CardHeader>
      {log.error ? (
        <QueryProblem error={log.error} what="the audit log" onRetry={() => log.refetch()} />
      ) : !log.data ? (
        <TableSkeleton rows={4} />
      ) : log.data.items.length === 0 ? (
        <Empty title="Nothing is recorded yet">What people change on this server will stand here.</Empty>
      ) : (
        <AuditRows rows={log.data.items} />
      )}
    </Card>
  );
}
