"use client";

import { type ReactNode, useMemo, useState } from "react";
import type { OperationHelp } from "@/components/chain-builder/complete/knowledge";
import { OperationDocs } from "@/components/chain-builder/docs/docs-panel";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { type FieldPath, type FieldProblem, FormSceneProvider, type ValueSource } from "./form-scene";
import { workOf } from "./schema/step-kind";
import type { OtherStep } from "./tabs/dependencies-field";
import { ErrorsTab } from "./tabs/errors-tab";
import { FlowTab } from "./tabs/flow-tab";
import { HooksTab } from "./tabs/hooks-tab";
import { ParametersTab } from "./tabs/parameters-tab";

/**
 * The form of one step, made from the operation's schemas. It knows nothing of chains or texts: it gets a body as data and says
 * what shall change. `onChange([], body)` replaces the whole body (other work was chosen), `onChange(path, undefined)` takes a key
 * out. For a step that stands alone, such as a task:
 *
 *   <StepForm step={body} operations={operations} onChange={(path, value) => setBody(withValue(body, path, value))} />
 *
 * `others` and `names` come with a chain: they bring the tabs "Flow" and "Hooks", the names of step and result, and what is passed on.
 * `values` fills the value picker; without it templates are typed by hand.
 */
export interface StepFormProps {
  step: JsonObject;
  operations: readonly OperationHelp[];
  onChange(path: FieldPath, value: JsonValue | undefined): void;
  problems?: readonly FieldProblem[];
  /** Other steps of the chain, for order and stand-bys; absent: the step stands alone. */
  others?: readonly OtherStep[];
  names?: { id: string; outputKey: string };
  values?: ValueSource;
  /** Goes to a place in the text. */
  onEditText?(path: FieldPath): void;
  /** Below the fields, always in sight. */
  foot?: ReactNode;
}

const NONE: readonly FieldProblem[] = [];
type Tab = "parameters" | "flow" | "errors" | "hooks" | "docs";
const TABS: readonly { value: Tab; label: string; keys: readonly string[] }[] = [
  { value: "parameters", label: "Parameters", keys: [] },
  {
    value: "flow",
    label: "Flow",
    keys: [
      "depends_on",
      "join",
      "when",
      "trigger",
      "repeat",
      "repeat_config",
      "next",
      "next_step_logic",
      "description",
    ],
  },
  {
    value: "errors",
    label: "Errors and retry",
    keys: [
      ...["error_policy", "retry", "retry_config", "timeout", "total_timeout", "start_timeout", "idle_timeout"],
      ...["alternative", "compensate", "rerun"],
    ],
  },
  { value: "hooks", label: "Hooks", keys: ["hooks"] },
  { value: "docs", label: "Docs", keys: [] },
];

const tabOf = ({ path }: FieldProblem): Tab =>
  TABS.find(({ keys }) => keys.includes(String(path[0])))?.value ?? "parameters";

export function StepForm(props: StepFormProps) {
  const { step, operations, onChange, problems = NONE, others, names, values, onEditText, foot } = props;
  const [tab, setTab] = useState<Tab>("parameters");
  const scene = useMemo(
    () => ({ onChange, problems, values: values ?? null, onEditText: onEditText ?? null }),
    [onChange, problems, values, onEditText],
  );
  const work = workOf(step, operations);
  const tabs = TABS.filter(
    // What a step does when it fails, and whom it tells, belongs to its chain.
    ({ value }) => {
      if (value === "docs") return work.type === "operation";
      return value === "parameters" || (others && (value !== "hooks" || names));
    },
  );
  const shown = tabs.some(({ value }) => value === tab) ? tab : "parameters";
  const errors = problems.filter(({ severity }) => severity === "error").map(tabOf);
  return (
    <FormSceneProvider value={scene}>
      <Tabs
        value={shown}
        onValueChange={(next) => setTab(tabs.find(({ value }) => value === next)?.value ?? "parameters")}
        className="min-h-0 flex-1"
      >
        <TabsList aria-label="Parts of the step" className="ml-0 px-5 max-md:px-3">
          {tabs.map(({ value, label }) => (
            <TabsTrigger key={value} value={value} count={errors.filter((one) => one === value).length || null} bad>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        {tabs.map(({ value }) => (
          <TabsContent
            key={value}
            value={value}
            className="relative overflow-y-auto focus-visible:outline-offset-[-2px]"
          >
            <div className="flex flex-col gap-4 px-5 pt-4 pb-6 max-md:px-3">
              {value === "parameters" ? (
                <ParametersTab step={step} operations={operations} names={names ?? null} />
              ) : null}
              {value === "flow" ? <FlowTab step={step} others={others ?? []} /> : null}
              {value === "errors" ? <ErrorsTab step={step} others={others ?? null} /> : null}
              {value === "hooks" && names ? <HooksTab step={step} names={names} /> : null}
              {value === "docs" && work.type === "operation" ? <OperationDocs operation={work.operation} /> : null}
            </div>
          </TabsContent>
        ))}
      </Tabs>
      {foot}
    </FormSceneProvider>
  );
}
