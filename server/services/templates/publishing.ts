import type { Sql } from "../../../db/client";
import type { TemplateParam, TemplateVisibility } from "../../../db/schema/templates";
import type { JsonObject } from "../../core/json";
import type { Plan } from "../../core/plan/plan";
import { referencedSecrets } from "../../core/template/secrets";
import { withTaskBodies } from "../../core/templates/task-bodies";
import { AppError, notFound } from "../../errors";
import { newId } from "../../new-id";
import { insertAuditRow } from "../../store/audit";
import { findVersion } from "../../store/chains";
import { findExecution } from "../../store/executions";
import { savePlan } from "../../store/plans";
import { fixedOfTest } from "../../store/template-installs";
import { tellOfVersion } from "../../store/template-news";
import * as store from "../../store/templates";
import { findUserByEmail } from "../../store/users";
import { createAccess } from "../access";
import type { Actor } from "../actor";
import { auditOf } from "../audit";
import { requireUser } from "../authorize";
import type { Chains } from "../chains";
import { createCompiling } from "../compiling";
import type { ServiceDependencies } from "../dependencies";

const MOST_PEOPLE = 100;

/** Who sees a template. */
export interface Audience {
  visibility: TemplateVisibility;
  /** Addresses, for `people`. */
  emails: string[];
}

export interface Publication extends Audience {
  chainId: string;
  /** Which version of the chain. */
  number: number;
  title: string;
  summary: string;
  readme: string;
  notes: string;
  params: Record<string, TemplateParam>;
  /** The test that this version passed: an execution. */
  testId: string;
}

/** Publishing versions of a chain as a template, and saying who sees it. */
export function createTemplatePublishing(deps: ServiceDependencies, chains: Chains) {
  const { orm, sql } = deps.db;
  const access = createAccess(deps);
  const compiling = createCompiling(deps);

  /** The test has to be of exactly this version, by this person, and to have succeeded. */
  async function passedTest(userId: string, chainId: string, plan: Plan, testId: string) {
    const test = await findExecution(sql, testId);
    if (!test?.isTest || test.userId !== userId || test.chainId !== chainId || test.planHash !== plan.hash)
      throw new AppError("invalid", "This version has not been tested yet. Test it, then publish.", { field: "test" });
    if (test.status !== "succeeded")
      throw new AppError("invalid", "The test has not succeeded. See why, then test again.", { field: "test" });
    const fixed = await fixedOfTest(sql, testId);
    return { params: test.params as JsonObject, fixed };
  }

  /** Others do not have its saved tasks, so that the template says itself what they do. */
  async function completed(actor: Actor, chain: { ownerId: string; source: string }): Promise<string> {
    const tasks = await compiling.savedTasks(actor, chain.source, chain);
    const known = new Map([...tasks].filter(([, { id }]) => id !== ""));
    const result = withTaskBodies(chain.source, { catalog: deps.catalog, tasks: known });
    if (result.ok) return result.source;
    const message = `The step "${result.stepId}" does the saved task "${result.task.slice(0, 200)}", which is not among your tasks, so it cannot become part of the template. Bring the task back, or write what it does into the step.`;
    throw new AppError("invalid", message, { field: "source" });
  }

  async function peopleOf(emails: readonly string[], ownerId: string): Promise<string[]> {
    const wanted = [...new Set(emails.map((email) => email.trim()).filter(Boolean))];
    if (wanted.length > MOST_PEOPLE)
      throw new AppError("invalid", `At most ${MOST_PEOPLE} people can be named. Show it to everyone on this server.`);
    const users = await Promise.all(
      wanted.map(async (email) => {
        const user = await findUserByEmail(orm, email);
        if (user?.status === "active") return user.id;
        const message = `Nobody on this server has the address "${email.slice(0, 254)}". Ask an administrator to invite them first.`;
        throw new AppError("invalid", message, { field: "emails" });
      }),
    );
    return users.filter((id) => id !== ownerId);
  }

  return {
    /** Makes the template of a chain, or its next version. */
    async publish(actor: Actor, publication: Publication): Promise<{ id: string; number: number }> {
      const { id: userId } = requireUser(actor);
      const { chainId, title, summary, readme, notes, visibility } = publication;
      const chain = await access.chain(actor, chainId, "share");
      const version = await findVersion(orm, chainId, publication.number);
      if (!version) throw notFound("version", String(publication.number));
      const source = await completed(actor, { ownerId: chain.ownerId, source: version.source });
      const written = await chains.prepareFor(actor, chainId, version.source);
      const test = await passedTest(userId, chainId, written, publication.testId);
      const plan = await chains.prepareFor(actor, chainId, source);
      await savePlan(sql, plan);
      const people = visibility === "people" ? await peopleOf(publication.emails, userId) : [];
      const before = await store.findTemplateOf(sql, chainId, userId);
      const id = before?.id ?? newId();
      const facts = { title, summary, tags: chain.tags, visibility };
      const number = await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        if (!before) await store.insertTemplate(tx, { ...facts, id, ownerId: userId, shippedAs: null, chainId });
        await store.setTemplatePeople(tx, id, people);
        const added = await store.insertTemplateVersion(tx, id, facts, {
          ...{ id: newId(), source, planHash: plan.hash, readme, notes, test },
          ...{ ...needsOf(plan), testedBy: publication.testId, params: declared(plan, publication.params) },
        });
        const object = { type: "template", id, name: title };
        await insertAuditRow(tx, auditOf(actor, "template.published", object, { version: added, visibility }));
        await tellOfVersion(tx, { templateId: id, number: added, title, notes });
        return added;
      });
      return { id, number };
    },

    async setAudience(actor: Actor, id: string, { visibility, emails }: Audience): Promise<void> {
      const { title, ownerId } = await access.template(actor, id, "publish");
      const people = visibility === "people" ? await peopleOf(emails, ownerId ?? "") : [];
      await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        await store.setTemplateVisibility(tx, id, visibility);
        await store.setTemplatePeople(tx, id, people);
        const object = { type: "template", id, name: title };
        await insertAuditRow(tx, auditOf(actor, "template.changed", object, { visibility, people: people.length }));
      });
    },

    /** Nobody finds it any more. Copies stay. */
    async withdraw(actor: Actor, id: string): Promise<void> {
      const { title } = await access.template(actor, id, "publish");
      await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        await store.withdrawTemplate(tx, id);
        await insertAuditRow(tx, auditOf(actor, "template.withdrawn", { type: "template", id, name: title }));
      });
    },
  };
}

/** What a copy needs, read off the plan. */
export function needsOf(plan: Plan): { tools: string[]; secrets: string[] } {
  const tools = [...new Set(plan.steps.map(({ tool, operation }) => `${tool}.${operation}`))].sort();
  return { tools, secrets: referencedSecrets(plan) };
}

/** What is said about parameters that there are. */
export function declared(plan: Plan, params: Record<string, TemplateParam>): Record<string, TemplateParam> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => Object.hasOwn(plan.params, name)));
}
