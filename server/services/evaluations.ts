import { contextOf } from "../core/execution/context";
import type { JsonValue } from "../core/json";
import { renderValue } from "../core/template/render";
import { TemplateError } from "../core/template/template-error";
import { listResults, listSteps } from "../store/executions";
import type { Actor } from "./actor";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionAccess } from "./execution-access";
import { stepStates } from "./execution-state";

/** What an expression gave, or why it gave nothing. A value that is very long is cut to text. */
export type Evaluation = { value: JsonValue; cut: boolean } | { problem: string };

const MAX_CHARACTERS = 20_000;

/** Tries expressions on executions that have run. Secrets are no part of what they see. */
export function createEvaluations(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const access = createExecutionAccess(deps);
  return {
    async evaluate(actor: Actor, id: string, expression: string): Promise<Evaluation> {
      const execution = await access.allowed(actor, id, "read");
      const [plan, rows, steps] = await Promise.all([
        access.planOf(execution),
        listResults(sql, id),
        listSteps(sql, id),
      ]);
      const results = new Map(rows.map((row) => [row.stepId, row.result]));
      const state = { ...execution, steps: stepStates(plan, { steps, results }) };
      const context = contextOf(plan, state, null, execution.endedAt ?? Date.now());
      try {
        const value = renderValue(`{{ ${unbraced(expression)} }}`, context);
        const text = JSON.stringify(value);
        return text.length > MAX_CHARACTERS
          ? { value: text.slice(0, MAX_CHARACTERS), cut: true }
          : { value, cut: false };
      } catch (error) {
        if (error instanceof TemplateError) return { problem: error.message };
        throw error;
      }
    },
  };
}

/** Braces around it are accepted: they are what people copy. */
const unbraced = (expression: string): string => /^\s*\{\{-?([\s\S]*?)-?\}\}\s*$/.exec(expression)?.[1] ?? expression;
