"use client";

import { useQuery } from "@tanstack/react-query";
import { Hourglass, TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { HttpBlock } from "@/components/hooks/http-block";
import { answerText, requestText } from "@/components/hooks/request-text";
import { CopyButton } from "@/components/shared/copy-button";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeliveryView } from "@/server/services/hooks/hooks";
import { DeliveryActions } from "./delivery-actions";
import { DeliveryStateBadge } from "./delivery-state";
import { DeliveryTries, triesWords } from "./delivery-tries";

/** One delivery: its tries, what was sent and what came back, and another try. */
export function DeliveryPane({ id, onClose }: { id: string; onClose(): void }) {
  const trpc = useTRPC();
  const delivery = useQuery({ ...trpc.hooks.get.queryOptions({ id }), refetchInterval: 3_000 });
  const one = delivery.data;
  if (delivery.error && !one)
    return <QueryProblem error={delivery.error} what="the delivery" onRetry={() => delivery.refetch()} />;
  if (!one) return <Skeleton className="h-64" />;
  return (
    <Card aria-label="Delivery" className="divide-y">
      <div className="flex flex-col gap-2.5 p-4">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-2">
              <h2 className="text-14 font-semibold break-words">
                {one.stepName ?? one.chainName}, {one.moment}
              </h2>
              <DeliveryStateBadge state={one.state} />
            </div>
            <p className="font-mono text-12 break-all text-muted-foreground">msg_{one.id}</p>
          </div>
          <Button variant="ghost" size="icon-sm" aria-label="Close the delivery" onClick={onClose}>
            <X />
          </Button>
        </div>
        <DeliveryActions delivery={one} />
        <Why delivery={one} />
      </div>
      <Section title="Tries" about={triesWords(one)}>
        <DeliveryTries delivery={one} />
      </Section>
      {one.request ? <Request type={one.type} request={one.request} /> : null}
      {one.answer ? (
        <Section title="Last answer" about={statusOf(one.answer)}>
          <HttpBlock label="Last answer" text={answerText(one.answer)} />
          {one.dispatchedId ? (
            <Link className="text-13 text-live hover:underline" href={`/executions/${one.dispatchedId}`}>
              Open what it started
            </Link>
          ) : null}
        </Section>
      ) : null}
    </Card>
  );
}

function Request({ type, request }: { type: DeliveryView["type"]; request: NonNullable<DeliveryView["request"]> }) {
  const text = requestText(type, request);
  const about = type === "webhook" ? "Standard Webhooks, secrets and variables by name" : ABOUT[type];
  return (
    <Section title="Request" about={about} end={<CopyButton value={text} label="Copy the request" />}>
      <HttpBlock label="Request" text={text} />
    </Section>
  );
}

const ABOUT: Partial<Record<DeliveryView["type"], string>> = {
  metric: "what was counted",
  dispatch_task: "what was started",
};

const statusOf = ({ status }: NonNullable<DeliveryView["answer"]>): ReactNode =>
  typeof status !== "number" ? null : (
    <span className={status < 300 ? undefined : "font-mono text-failed"}>{status}</span>
  );

function Why({ delivery }: { delivery: DeliveryView }) {
  if (delivery.state === "waiting" && delivery.isBlocked)
    return (
      <Note icon={Hourglass} tone="s-waiting">
        It waits for the hook before it. Hooks of one moment come in their order.
      </Note>
    );
  if (delivery.reason === null || delivery.state === "delivered") return null;
  const isWaiting = delivery.state === "waiting" || delivery.state === "sending";
  return (
    <Note icon={isWaiting ? Hourglass : TriangleAlert} tone={isWaiting ? "s-waiting" : "s-failed"}>
      {delivery.reason}
    </Note>
  );
}

interface SectionProps {
  title: string;
  about: ReactNode;
  /** At the end of the line of the title. */
  end?: ReactNode;
  children: ReactNode;
}

function Section({ title, about, end, children }: SectionProps) {
  return (
    <div className="flex flex-col gap-2 p-4">
      <div className="flex items-center gap-2">
        <h3 className="text-13 font-semibold">{title}</h3>
        <span className="min-w-0 flex-1 text-12 text-muted-foreground">{about}</span>
        {end}
      </div>
      {children}
    </div>
  );
}
