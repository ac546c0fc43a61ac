import type { ReactNode } from "react";
import { casesWords, loopWords } from "@/components/shared/plan-words";
import { Time } from "@/components/shared/time";
import type { GraphEdge, GraphStep, StepDetail, StepView } from "@/server/services/execution-view";

/** Why the step is where it is: one sentence, then the rules that led there. */
export function StepWhy({ plan, step, detail }: { plan: GraphStep; step: StepView; detail: StepDetail }) {
  return (
    <div className="flex flex-col gap-4 p-4 text-13 max-md:px-3">
      <p className="text-14">{detail.explanation}</p>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-2 [&>dt]:text-muted-foreground">
        <Row name={plan.role === "step" ? "Depends on" : "Stands by for"}>
          {plan.dependsOn.length === 0 ? (
            "nothing: it may start at once"
          ) : (
            <span className="font-mono text-12">{plan.dependsOn.map(edgeWords).join(", ")}</span>
          )}
        </Row>
        {plan.dependsOn.length > 1 ? (
          <Row name="Join">
            <span className="font-mono text-12">{plan.join}</span>
          </Row>
        ) : null}
        {plan.when ? (
          <Row name="Runs if">
            <span className="font-mono text-12 text-code-template">{plan.when}</span>
          </Row>
        ) : null}
        {step.branch ? (
          <Row name="Went to">
            {step.branch.goto === null ? "no case matched" : step.branch.goto === "end" ? "the end" : step.branch.goto}
          </Row>
        ) : null}
        {step.iteration > 0 ? <Row name="Iteration">{step.iteration}</Row> : null}
        {loopWords(plan) ? <Row name="Runs">{loopWords(plan)}</Row> : null}
        {plan.trigger === "manual" ? <Row name="Trigger">a person presses Continue</Row> : null}
        {step.reason ? (
          <Row name="Reason">
            {step.reason.message} <span className="font-mono text-12 text-muted-foreground">{step.reason.code}</span>
          </Row>
        ) : null}
        {step.wakeAt === null ? null : (
          <Row name="Goes on">
            <Time at={step.wakeAt} as="clock" />
          </Row>
        )}
      </dl>
    </div>
  );
}

const edgeWords = ({ step, on, cases }: GraphEdge): string =>
  cases === undefined ? `${step} (${on})` : `${step} (${casesWords(cases)})`;

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}
