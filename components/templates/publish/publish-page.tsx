"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { PublishForm } from "./publish-form";

/** Publishes a version of a chain as a template. */
export function PublishPage() {
  const [chainId, setChainId] = useQueryState("chain", parseAsString);
  return (
    <>
      <TopBar crumbs={[{ name: "Templates", href: "/templates" }, { name: "Publish" }]} />
      <Page narrow>
        <PageHead
          title="Publish a chain as a template"
          about="Others install copies of their own. Values of secrets, session names and whether its schedule is on stay with you."
        />
        <div className="flex flex-col gap-4">
          <ChooseChain chainId={chainId} onChoose={(id) => void setChainId(id)} />
          {chainId ? <Chosen key={chainId} chainId={chainId} /> : null}
        </div>
      </Page>
    </>
  );
}

function ChooseChain({ chainId, onChoose }: { chainId: string | null; onChoose(id: string): void }) {
  const trpc = useTRPC();
  const chains = useQuery(trpc.chains.list.queryOptions({ whose: "mine", limit: 100 }));
  const items = chains.data?.items ?? [];
  if (chains.error) return <QueryProblem error={chains.error} what="your chains" onRetry={() => chains.refetch()} />;
  if (chains.data && items.length === 0)
    return (
      <Card>
        <Empty
          title="You have no chain to publish"
          action={
            <Button asChild>
              <Link href="/chains/new">
                <Plus /> New chain
              </Link>
            </Button>
          }
        >
          Build one first. A template is a version of a chain of yours.
        </Empty>
      </Card>
    );
  return (
    <Card>
      <CardBody>
        <Field id="publish-chain" label="Chain" hint="One of your own.">
          {(control) => (
            <Select value={chainId ?? ""} onValueChange={onChoose}>
              <SelectTrigger {...control}>
                <SelectValue placeholder={chains.data ? "Choose a chain" : "Loading"} />
              </SelectTrigger>
              <SelectContent>
                {items.map(({ id, name }) => (
                  <SelectItem key={id} value={id}>
                    {name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
      </CardBody>
    </Card>
  );
}

function Chosen({ chainId }: { chainId: string }) {
  const trpc = useTRPC();
  const chain = useQuery(trpc.chains.get.queryOptions({ id: chainId }));
  const before = useQuery(trpc.templates.ofChain.queryOptions({ chainId }));
  const fixed = useQuery(trpc.chainTests.fixed.queryOptions({ id: chainId }));
  const error = chain.error ?? before.error ?? fixed.error;
  if (error) return <QueryProblem error={error} what="the chain" onRetry={() => chain.refetch()} />;
  if (!chain.data || before.data === undefined || !fixed.data) return <Skeleton className="h-96" />;
  return <PublishForm chain={chain.data} before={before.data} fixed={fixed.data.items.map(({ stepId }) => stepId)} />;
}
