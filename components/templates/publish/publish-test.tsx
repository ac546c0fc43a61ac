"use client";

import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo } from "react";
import { useForm } from "react-hook-form";
import { ParamField } from "@/components/chains/param-field";
import { firstDrafts, type ParamDrafts, readDrafts } from "@/components/chains/param-values";
import { useLiveExecution } from "@/components/execution-monitor/use-live-execution";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import type { ChainView } from "@/server/services/chain-view";
import { hasPassed, TestResult } from "../test-result";

interface PublishTestProps {
  chain: ChainView;
  fixed: string[];
  /** Null: the last one has not passed. */
  onPassed(testId: string | null): void;
}

/** The test that a version has to pass, with the results that are fixed for the chain. They become part of the template. */
export function PublishTest({ chain, fixed, onPassed }: PublishTestProps) {
  const trpc = useTRPC();
  const defaultValues = useMemo(() => firstDrafts(chain.params), [chain.params]);
  const form = useForm<ParamDrafts>({ defaultValues, mode: "onTouched" });
  const run = useMutation(trpc.chainTests.start.mutationOptions());
  const test = () => {
    const read = readDrafts(chain.params, form.getValues());
    if (!read.ok) {
      for (const [name, message] of Object.entries(read.errors)) form.setError(name, { type: "invalid", message });
      return;
    }
    onPassed(null);
    run.mutate({ id: chain.id, source: chain.version.source, scope: { type: "whole" }, params: read.values });
  };
  const names = chain.graph.filter(({ id }) => fixed.includes(id)).map(({ name }) => name);
  return (
    <Card>
      <CardHeader>
        <CardTitle>Test</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <p className="text-13 text-foreground-2">
          {names.length > 0
            ? `Fixed results stand in for ${names.join(", ")}; everybody who sees the template can read them. The other steps run.`
            : "No result is fixed: every step runs, here and wherever somebody tries it. To fix results, test the chain in the builder."}{" "}
          <Link href={`/chains/${chain.id}/edit`} className="underline">
            Open the builder
          </Link>
        </p>
        {Object.entries(chain.params).map(([name, param]) => (
          <ParamField key={name} name={name} param={param} form={form} idPrefix="test-param" />
        ))}
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={run.isPending} onClick={test}>
            <FlaskConical /> {run.data ? "Test again" : "Test"}
          </Button>
          {run.data ? <Watched key={run.data.id} id={run.data.id} onPassed={onPassed} /> : null}
        </div>
        {run.error ? <FieldError>{errorMessage(run.error)}</FieldError> : null}
      </CardBody>
    </Card>
  );
}

function Watched({ id, onPassed }: { id: string; onPassed(testId: string | null): void }) {
  const passed = hasPassed(useLiveExecution(id).data);
  useEffect(() => {
    if (passed) onPassed(id);
  }, [passed, id, onPassed]);
  return <TestResult executionId={id} />;
}
