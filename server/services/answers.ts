/**
 * What people say to steps that wait for them. Who may: whoever may steer the execution, and for a question everybody whom it
 * names. A step is answered once: whoever comes second, in whichever process, hears who was first.
 */
import { reaches } from "../core/access/roles";
import { fieldsOf } from "../core/execution/prompt";
import type { JsonObject } from "../core/json";
import { paramProblem } from "../core/plan/params";
import type { PlanParam } from "../core/plan/plan";
import { didYouMean, nearest } from "../core/validation/nearest";
import { AppError } from "../errors";
import { executionRoles, reachOf } from "../store/access";
import * as store from "../store/answers";
import { type ExecutionRecord, findExecution, listSteps } from "../store/executions";
import { createAccess } from "./access";
import { type Actor, nameOf } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";
import { refuseUnless } from "./execution-access";

const MAX_QUESTIONS = 200;
const MAX_BYTES = 64 * 1024;

/** A step that waits for a person, as those see it who may answer: also when the rest of the execution is not theirs. */
export interface QuestionView {
  executionId: string;
  stepId: string;
  /** Of an item of a loop: its index. */
  item: number | null;
  /** `continue`: it only waits for somebody to press Continue. */
  kind: "answer" | "continue";
  question: string;
  description: string | null;
  /** The form of the answer. */
  fields: Record<string, PlanParam>;
  /** What a no does to the step. */
  onReject: "fail" | "continue";
  chainName: string;
  startedBy: string | null;
  /** Whether the reader sees the rest of the execution. */
  own: boolean;
  /** Epoch ms. */
  since: number | null;
  /** Epoch ms at which it is too late; null: no limit. */
  expiresAt: number | null;
}

export interface GivenAnswer {
  approved: boolean;
  answers: JsonObject;
  note: string | null;
}

interface Prompt {
  question: string;
  description: string | null;
  answers: Record<string, PlanParam>;
  approvers: string[];
  onReject: "fail" | "continue";
}

/** The place that a person means. */
export interface AnsweredStep {
  id: string;
  stepId: string;
  item: number | null;
}

export function createAnswers(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const access = createAccess(deps);

  /** The execution, for whoever may answer this step; for all others it is not there. */
  async function answerable(actor: Actor, { id, stepId }: AnsweredStep): Promise<ExecutionRecord> {
    if (actor.type === "user" && (await store.wasAsked(sql, id, stepId, actor.email))) {
      const execution = await findExecution(sql, id);
      if (execution) return execution;
    }
    return access.execution(actor, id, "steer");
  }

  /** Says why nobody can answer the step any more, or yet. */
  async function refuse(execution: ExecutionRecord, { stepId, item }: AnsweredStep, action: "answer" | "continue") {
    const said = await store.lastAnswer(sql, execution.id, stepId, item);
    if (said) {
      const when = new Date(said.at).toISOString();
      throw new AppError("conflict", `Step "${stepId}" was answered by ${said.by ?? "somebody"} at ${when}.`);
    }
    const row = item === null ? (await listSteps(sql, execution.id)).find((step) => step.stepId === stepId) : undefined;
    if (row?.reason?.code === "approval_expired") {
      throw new AppError("conflict", `The question of step "${stepId}" has expired: nobody answered in time.`);
    }
    refuseUnless(action, execution);
    const place = item === null ? `Step "${stepId}"` : `Item ${item} of step "${stepId}"`;
    throw new AppError("conflict", `${place} does not wait for a person.`);
  }

  async function record(
    actor: Actor,
    step: AnsweredStep,
    command: "answer" | "continue",
    said: { note: string | null; data: store.AnswerData | null },
  ): Promise<boolean> {
    return store.recordAnswer(sql, {
      ...{ executionId: step.id, stepId: step.stepId, item: step.item, command, by: nameOf(actor) },
      ...{ note: said.note, data: said.data as JsonObject | null },
    });
  }

  return {
    /** What waits for this person: in executions of theirs, and where a question names them. Oldest first. */
    async list(actor: Actor): Promise<{ items: QuestionView[] }> {
      const { id: userId, email } = requireUser(actor);
      const reach = await reachOf(sql, userId, "runner");
      const rows = await store.listQuestions(sql, { reach, email }, MAX_QUESTIONS);
      const ids = [...new Set(rows.map(({ executionId }) => executionId))];
      const roles = await executionRoles(sql, ids, userId);
      // Who started it and has lost the role since still sees it, and cannot answer.
      const mayAnswer = (row: (typeof rows)[number]) =>
        reaches(roles.get(row.executionId) ?? "viewer", "runner") ||
        promptOf(row).approvers.includes(email.toLowerCase());
      return { items: rows.filter(mayAnswer).map(questionView) };
    },

    /** Answers a question, with yes or no and the fields of its form. */
    async answer(actor: Actor, step: AnsweredStep, given: GivenAnswer): Promise<void> {
      const execution = await answerable(actor, step);
      const waiting = await store.findWaiting(sql, step.id, step.stepId, step.item);
      if (waiting?.code === "manual_trigger") {
        throw new AppError("conflict", `Step "${step.stepId}" asks nothing: it only waits for Continue.`);
      }
      if (waiting === null) return refuse(execution, step, "answer");
      refuseUnless("answer", execution);
      const prompt = promptOf(waiting);
      checkAnswers(prompt.answers, given);
      const data = answerData(nameOf(actor), prompt, given);
      if (!(await record(actor, step, "answer", { note: given.note, data }))) await refuse(execution, step, "answer");
    },

    /** Lets a step with `trigger: manual` go on. */
    async continue(actor: Actor, step: AnsweredStep, note: string | null): Promise<void> {
      const execution = await answerable(actor, step);
      const waiting = await store.findWaiting(sql, step.id, step.stepId, step.item);
      if (waiting?.code === "approval") {
        throw new AppError("conflict", `Step "${step.stepId}" asks a question: answer it with yes or no.`);
      }
      if (waiting === null) return refuse(execution, step, "continue");
      refuseUnless("continue", execution);
      if (!(await record(actor, step, "continue", { note, data: null }))) await refuse(execution, step, "continue");
    },
  };
}

function questionView(row: Awaited<ReturnType<typeof store.listQuestions>>[number]): QuestionView {
  const { executionId, stepId, item, chainName, startedBy, own, since, wakeAt: expiresAt } = row;
  const prompt = promptOf(row);
  return {
    ...{ executionId, stepId, item, chainName, startedBy, own, since, expiresAt },
    ...{ kind: row.code === "approval" ? "answer" : "continue", question: prompt.question },
    ...{ description: prompt.description, fields: prompt.answers, onReject: prompt.onReject },
  };
}

function promptOf({ prompt, message }: Pick<store.WaitingStep, "prompt" | "message">): Prompt {
  const none: Prompt = { question: message, description: null, answers: {}, approvers: [], onReject: "fail" };
  return { ...none, ...(prompt as Partial<Prompt> | null), answers: fieldsOf(prompt ?? {}) };
}

/** A no needs no form; what it fills in has to fit all the same. */
function checkAnswers(fields: Readonly<Record<string, PlanParam>>, { approved, answers }: GivenAnswer): void {
  const problems = Object.keys(answers)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({
      path: `answers.${name}`,
      message: `The question has no field "${name}".${didYouMean(nearest(name, Object.keys(fields)))}`,
    }));
  for (const [name, field] of Object.entries(fields)) {
    const problem = paramProblem(approved ? field : { ...field, required: false }, answers[name]);
    if (problem !== null) problems.push({ path: `answers.${name}`, message: `The field "${name}" ${problem}.` });
  }
  if (Buffer.byteLength(JSON.stringify(answers)) > MAX_BYTES) {
    problems.push({ path: "answers", message: "The answers are larger than 64 KiB." });
  }
  if (problems.length === 0) return;
  throw new AppError("invalid", problems.map(({ message }) => message).join(" "), { problems });
}

function answerData(by: string, prompt: Prompt, { approved, answers, note }: GivenAnswer): store.AnswerData {
  const filled = Object.entries(prompt.answers).map(
    ([name, field]) => [name, answers[name] ?? field.default ?? null] as const,
  );
  const answer = { approved, answers: Object.fromEntries(filled), by, at: new Date().toISOString(), note };
  const fails = !approved && prompt.onReject === "fail";
  return { answer, rejected: fails ? `${by} said no${note ? `: ${note}` : "."}` : null };
}
