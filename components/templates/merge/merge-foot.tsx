"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, FlaskConical } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { VersionCompare } from "@/components/chain-builder/versions/version-compare";
import { useLiveExecution } from "@/components/execution-monitor/use-live-execution";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import type { TemplateUpdate } from "@/server/services/templates/template-view";
import { hasPassed, TestResult } from "../test-result";

interface MergeFootProps {
  update: TemplateUpdate;
  /** Null: a conflict is open. */
  merged: string | null;
  open: number;
}

/** The result as a whole: whether it is a chain, a test of it, and taking it. */
export function MergeFoot({ update, merged, open }: MergeFootProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { chain, theirs } = update;
  // A test is of one text: when something else is decided, it counts no more.
  const [tested, setTested] = useState<string | null>(null);
  const [passed, setPassed] = useState(false);
  const client = useTRPCClient();
  const check = useQuery({
    queryKey: ["checked merge", chain.id, merged],
    queryFn: () => client.chains.check.mutate({ text: merged ?? "", chainId: chain.id }),
    enabled: merged !== null,
  });
  const problems =
    merged === null ? [] : (check.data?.diagnostics.filter(({ severity }) => severity === "error") ?? []);
  const run = useMutation(trpc.templates.tryUpdate.mutationOptions({ onMutate: () => setPassed(false) }));
  const take = useMutation(
    trpc.templates.take.mutationOptions({
      onSuccess: ({ versionNumber }) => {
        void queries.invalidateQueries(trpc.templates.pathFilter());
        void queries.invalidateQueries(trpc.chains.pathFilter());
        toast.success(`Version ${versionNumber} of ${chain.name} is published.`);
        router.push(`/chains/${chain.id}`);
      },
    }),
  );
  const valid = merged !== null && check.data !== undefined && problems.length === 0;
  const ready = valid && passed && tested === merged;
  return (
    <>
      {merged !== null ? (
        <Card className="mt-4">
          <VersionCompare
            before={{ label: `version ${chain.version} of your chain`, text: update.yours }}
            after={{ label: "the result", text: merged }}
          />
        </Card>
      ) : null}
      <section
        aria-label="Take it"
        className="sticky bottom-0 z-10 mt-4 flex flex-wrap items-center gap-3 border-t bg-background py-3"
      >
        <Button
          disabled={!valid}
          busy={run.isPending}
          onClick={() => {
            setTested(merged);
            run.mutate({ chainId: chain.id, source: merged ?? "" });
          }}
        >
          <FlaskConical /> {run.data ? "Test again" : "Test the result"}
        </Button>
        {run.data && tested === merged ? (
          <Watched key={run.data.id} id={run.data.id} onPassed={setPassed} />
        ) : (
          <span className="text-12 text-muted-foreground">
            {whatNext(open, problems.length, merged, check.isFetching)}
          </span>
        )}
        <Button
          variant="primary"
          className="ml-auto"
          disabled={!ready}
          busy={take.isPending || take.isSuccess}
          onClick={() =>
            take.mutate({
              ...{ chainId: chain.id, number: theirs.number, source: merged ?? "", baseVersion: chain.version },
            })
          }
        >
          <Check /> Take version {theirs.number}
        </Button>
        {problems.map(({ message, line }) => (
          <FieldError key={`${line}:${message}`}>
            Line {line}: {message}
          </FieldError>
        ))}
        {run.error ? <FieldError>{errorMessage(run.error)}</FieldError> : null}
        {take.error ? <FieldError>{errorMessage(take.error)}</FieldError> : null}
      </section>
    </>
  );
}

function whatNext(open: number, problems: number, merged: string | null, checking: boolean): string {
  if (merged === null) return open === 1 ? "Decide the open conflict first." : "Decide the open conflicts first.";
  if (checking) return "Checking the result.";
  if (problems > 0) return "The result is no chain yet: decide otherwise, or change its text.";
  return "Test the result, then take it. Nothing runs with it before.";
}

function Watched({ id, onPassed }: { id: string; onPassed(passed: boolean): void }) {
  const passed = hasPassed(useLiveExecution(id).data);
  useEffect(() => {
    if (passed) onPassed(true);
  }, [passed, onPassed]);
  return <TestResult executionId={id} />;
}
