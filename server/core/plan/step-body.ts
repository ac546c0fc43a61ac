import { z } from "zod";
import type { StepDefinition } from "../definition/definition";
import type { Report } from "../definition/report";
import type { JsonObject } from "../json";
import { normalizeSingleBraces, normalizeValue } from "../template/single-braces";
import { didYouMean, listNames, nearest } from "../validation/nearest";
import type { OperationSpec, ToolCatalog } from "./catalog";
import { agentParameters, checkAgent } from "./check-agent";
import { checkParameters } from "./check-parameters";
import { readableSchema } from "./output-schema";

/** What a step calls, and with what. */
export interface StepBody {
  tool: string;
  operation: string;
  parameters: JsonObject;
  /** The operation, when the catalog has it. */
  spec: OperationSpec | undefined;
  /** What is known of the result, found out when somebody reads it; undefined: nothing. */
  output: () => z.ZodType | undefined;
}

/** An orchestrated step is a call of this operation, one that runs another chain of that. */
const ORCHESTRATED = { tool: "llm", operation: "task" } as const;
const SUB_CHAIN = { tool: "chain", operation: "run" } as const;

export const isOrchestrated = (step: StepDefinition): boolean =>
  step.execution_mode === "orchestrated" && step.chain === undefined;

/** Turns what is written into the call, with classic `{name}` forms replaced. `isSavedTask`: it was saved as a task. */
export function bodyOf(
  step: StepDefinition,
  knownKeys: ReadonlySet<string>,
  { catalog, isSavedTask }: { catalog: ToolCatalog; isSavedTask: boolean },
): StepBody {
  const parameters = normalizeValue(step.parameters ?? {}, knownKeys) as JsonObject;
  if (isOrchestrated(step)) {
    const task = normalizeSingleBraces(step.task_description ?? "", knownKeys);
    const asked = { task, data: parameters, model: step.model ?? null };
    const spec = catalog.get(`${ORCHESTRATED.tool}.${ORCHESTRATED.operation}`);
    return {
      ...ORCHESTRATED,
      parameters: { ...asked, ...agentParameters(step, isSavedTask, catalog) },
      spec,
      output: () => answerOf(step),
    };
  }
  if (step.chain !== undefined) return { ...SUB_CHAIN, parameters, spec: undefined, output: () => undefined };
  const { tool = "", operation = "" } = step;
  const spec = catalog.get(`${tool}.${operation}`);
  return { tool, operation, parameters, spec, output: () => spec?.output };
}

const TEXT = z.string();

/** The answer of a model is text, unless the step asks for more. */
const answerOf = ({ output_schema: schema }: StepDefinition): z.ZodType =>
  schema === undefined ? TEXT : readableSchema(schema);

/** The tool and operation must exist and take these parameters. */
export function checkBody(
  step: StepDefinition,
  at: number,
  body: StepBody,
  catalog: ToolCatalog,
  report: Report,
): void {
  if (isOrchestrated(step)) checkAgent(step, at, catalog, report);
  if (isOrchestrated(step) || step.chain !== undefined || step.task !== undefined || step.tool === undefined) return;
  const path = ["steps", at];
  if (body.spec === undefined) {
    checkWords(step, at, catalog, report);
    return;
  }
  for (const complaint of checkParameters(body.spec, body.parameters)) {
    const inside = [...path, "parameters", ...complaint.path];
    const message = `Step "${step.id}" (${body.tool}.${body.operation}): ${complaint.message}`;
    report.add({ ...complaint, path: inside, message, stepId: step.id });
  }
}

function checkWords(step: StepDefinition, at: number, catalog: ToolCatalog, report: Report): void {
  const specs = [...catalog.values()];
  const tools = [...new Set(specs.map(({ tool }) => tool))];
  const operations = specs.filter(({ tool }) => tool === step.tool).map(({ operation }) => operation);
  const [kind, word, known] =
    operations.length === 0
      ? (["tool", step.tool, tools] as const)
      : (["operation", step.operation, operations] as const);
  if (word === undefined) return;
  const split = kind === "tool" && catalog.has(word) ? ` Write \`tool: ${word.replace(".", "`, `operation: ")}\`.` : "";
  const suggestion = nearest(word, known);
  const what = kind === "tool" ? `There is no tool "${word}".` : `The tool "${step.tool}" has no operation "${word}".`;
  const message = `${what}${split} These exist: ${listNames(known, 40)}.${didYouMean(suggestion)}`;
  report.add({ path: ["steps", at, kind], message, suggestion, stepId: step.id });
}
