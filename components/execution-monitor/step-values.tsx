import { Download } from "lucide-react";
import { formatBytes } from "@/components/shared/format";
import { JsonView } from "@/components/shared/json-view";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { StepDetail, StepView } from "@/server/services/execution-view";
import { ErrorCard } from "./error-card";

/** What the step gave to later ones, or why there is nothing. */
export function StepOutput({ step, detail }: { step: StepView; detail: StepDetail }) {
  if (step.status === "succeeded") {
    const file = detail.files.find(({ kind }) => kind === "result");
    return (
      <div className="flex flex-col gap-3 p-4 max-md:px-3">
        {detail.resultFile ? (
          <div className="flex flex-wrap items-center gap-3 text-12 text-muted-foreground">
            This is the beginning. The whole result
            {step.resultBytes === null ? "" : ` (${formatBytes(step.resultBytes)})`} is kept in a file.
            {file ? (
              <Button asChild size="xs">
                <a href={file.url} download>
                  <Download /> Download
                </a>
              </Button>
            ) : null}
          </div>
        ) : null}
        <JsonView value={detail.result} label="output" />
      </div>
    );
  }
  if (step.error) {
    return (
      <div className="flex flex-col gap-3 p-4 max-md:px-3">
        <ErrorCard error={step.error} />
      </div>
    );
  }
  return <Empty title="No output yet">{detail.explanation}</Empty>;
}

/** The parameters with all templates filled in. Secrets are shown by name only. */
export function StepInput({ detail }: { detail: StepDetail }) {
  if (detail.keptFrom !== null) {
    return <Empty title="It did not run here">Its end was taken over from an earlier execution.</Empty>;
  }
  if (detail.isFixed) {
    return <Empty title="It did not run here">Its end was fixed for this test.</Empty>;
  }
  if (detail.attempts.length === 0) {
    return <Empty title="No input yet">The parameters are filled in when the step starts.</Empty>;
  }
  return (
    <div className="p-4 max-md:px-3">
      <JsonView value={detail.input} label="input" />
    </div>
  );
}
