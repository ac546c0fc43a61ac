"use client";

import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { plural } from "@/components/shared/format";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import type { TemplateView } from "@/server/services/templates/template-view";
import { TestResult } from "./test-result";

/** Runs the template with the results that its author fixed, before there is a copy. */
export function TryTemplate({ template: { id, version } }: { template: TemplateView }) {
  const trpc = useTRPC();
  const run = useMutation(trpc.templates.tryOut.mutationOptions());
  const steps = version.graph.length - version.fixed.length;
  return (
    <Card aria-label="Try it" className="flex flex-col gap-3 p-4">
      <p className="text-13 text-foreground-2">
        {version.fixed.length === 0
          ? "Its test runs every step for real."
          : `Its test takes ${plural(version.fixed.length, "result")} that the author fixed and runs ${plural(steps, "step")}.`}
      </p>
      <Button busy={run.isPending} onClick={() => run.mutate({ id, number: version.number })}>
        <FlaskConical /> {run.data ? "Try again" : "Try it first"}
      </Button>
      {run.data ? <TestResult key={run.data.id} executionId={run.data.id} /> : null}
      {run.error ? <FieldError>{errorMessage(run.error)}</FieldError> : null}
    </Card>
  );
}
