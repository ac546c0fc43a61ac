import type { Sql } from "../../../db/client";
import type { JsonObject } from "../../core/json";
import { readTemplateDocument, type TemplateDocument, writeTemplateDocument } from "../../core/templates/document";
import { withTaskBodies } from "../../core/templates/task-bodies";
import { AppError } from "../../errors";
import { newId } from "../../new-id";
import { insertAuditRow } from "../../store/audit";
import { savePlan } from "../../store/plans";
import { tellOfVersion } from "../../store/template-news";
import * as store from "../../store/templates";
import { createAccess } from "../access";
import { type Actor, userIdOf } from "../actor";
import { auditOf } from "../audit";
import { requireUser } from "../authorize";
import { createCompiling } from "../compiling";
import type { ServiceDependencies } from "../dependencies";
import { declared, needsOf } from "./publishing";
import type { createTemplateReading } from "./reading";

/** Templates as files: out, in, and those that come with the program. */
export function createTemplateDocuments(deps: ServiceDependencies, reading: ReturnType<typeof createTemplateReading>) {
  const { sql } = deps.db;
  const access = createAccess(deps);
  // Whoever brings a template in need not have its secrets: those who install it name theirs.
  const compiling = createCompiling({ ...deps, findSecret: async () => ({ hosts: [] }) });

  async function compile(actor: Actor, { source, params, test }: TemplateDocument) {
    const whole = withTaskBodies(source, { catalog: deps.catalog, tasks: new Map() });
    if (!whole.ok) throw refusedTask(whole.task);
    const { plan, definition } = await compiling.compiled(actor, source);
    await savePlan(sql, plan);
    const version = {
      ...{ id: newId(), source, planHash: plan.hash, test, testedBy: null },
      ...{ ...needsOf(plan), params: declared(plan, params) },
    };
    return { version, tags: definition.tags ?? [] };
  }

  return {
    /** A version as a file: without ids, people and values of secrets. */
    async export(actor: Actor, id: string, number: number): Promise<{ title: string; text: string }> {
      const { title, summary } = await access.template(actor, id, "read");
      const { version } = await reading.versionOf(id, number);
      const { source, readme, notes, params, test } = version;
      const results = { params: test.params as JsonObject, fixed: test.fixed as TemplateDocument["test"]["fixed"] };
      return { title, text: writeTemplateDocument({ title, summary, notes, readme, params, test: results, source }) };
    },

    /** Makes a template that only its importer sees. */
    async import(actor: Actor, text: string): Promise<{ id: string }> {
      const { id: ownerId } = requireUser(actor);
      const read = readTemplateDocument(text);
      if (!read.ok) throw new AppError("invalid", read.problem, { diagnostics: [] });
      const { title, summary, readme, notes } = read.document;
      const { version, tags } = await compile(actor, read.document);
      const id = newId();
      const facts = { title, summary, tags, visibility: "private" as const };
      await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        await store.insertTemplate(tx, { ...facts, id, ownerId, shippedAs: null, chainId: null });
        await store.insertTemplateVersion(tx, id, facts, { ...version, readme, notes });
        const object = { type: "template", id, name: title };
        await insertAuditRow(tx, auditOf(actor, "template.published", object, { imported: true }));
      });
      return { id };
    },

    /** Shows a template of the program to everybody, or its next version when the file has changed. For the operator. */
    async ship(actor: Actor, shippedAs: string, text: string): Promise<void> {
      if (userIdOf(actor) !== null) throw new AppError("forbidden", "Only the operator ships templates.");
      const read = readTemplateDocument(text);
      if (!read.ok) throw new Error(`The template ${shippedAs} cannot be shipped: ${read.problem}`);
      const { title, summary, readme, notes, source } = read.document;
      const there = await store.findShipped(sql, shippedAs);
      const newest = there && (await store.findTemplateVersion(sql, there.id, there.latestVersion));
      if (newest?.source === source && newest.readme === readme && there?.title === title) return;
      const { version, tags } = await compile(actor, read.document);
      const facts = { title, summary, tags, visibility: "server" as const };
      await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        // Two processes that begin at once ship it once.
        await tx`select pg_advisory_xact_lock(hashtext(${`ship ${shippedAs}`}))`;
        const now = await store.findShipped(tx, shippedAs);
        if ((now?.latestVersion ?? 0) !== (there?.latestVersion ?? 0)) return;
        const id = now?.id ?? newId();
        if (!now) await store.insertTemplate(tx, { ...facts, id, ownerId: null, shippedAs, chainId: null });
        const number = await store.insertTemplateVersion(tx, id, facts, { ...version, readme, notes });
        await tellOfVersion(tx, { templateId: id, number, title, notes });
      });
    },
  };
}

/** A file stands for itself: whoever wrote it had tasks that nobody here has. */
function refusedTask(task: string): AppError {
  const message = `The chain in the file uses the saved task "${task.slice(0, 200)}", which a file does not have. Write what it does into its step, then import the file.`;
  return new AppError("invalid", message, { diagnostics: [] });
}
