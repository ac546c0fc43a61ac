import type { ReactNode } from "react";
import { Time } from "@/components/shared/time";
import type { GraphStep, StepDetail, StepView } from "@/server/services/execution-view";

/** Why the step is where it is: one sentence, then the rules that led there. */
export function StepWhy({ plan, step, detail }: { plan: GraphStep; step: StepView; detail: StepDetail }) {
  return (
    <div className="flex flex-col gap-4 p-4 text-13 max-md:px-3">
      <p className="text-14">{detail.explanation}</p>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-2 [&>dt]:text-muted-foreground">
        <Row name="Depends on">
          {plan.dependsOn.length === 0 ? (
            "nothing: it may start at once"
          ) : (
            <span className="font-mono text-12">
              {plan.dependsOn.map(({ step: id, on }) => `${id} (${on})`).join(", ")}
            </span>
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

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}
