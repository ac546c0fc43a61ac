import type { Sql } from "../../../db/client";
import type { TemplateFixed } from "../../../db/schema/templates";
import type { JsonObject, JsonValue } from "../../core/json";
import type { Plan } from "../../core/plan/plan";
import { referencedSecrets } from "../../core/template/secrets";
import { fillIn } from "../../core/templates/fill-in";
import { AppError, notFound } from "../../errors";
import { insertAuditRow } from "../../store/audit";
import { findVersion } from "../../store/chains";
import { listFixedResults } from "../../store/fixed-results";
import { copyFixed, findInstall, insertInstall, moveInstall } from "../../store/template-installs";
import { markTemplateNewsRead } from "../../store/template-news";
import { createAccess } from "../access";
import type { Actor } from "../actor";
import { auditOf } from "../audit";
import { requireUser } from "../authorize";
import type { Chains } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import { type FixedResult, fixedResult } from "../fixed-results";
import { createTrials, type TestAnswer } from "../trials";
import type { createTemplateReading } from "./reading";
import type { TemplateUpdate } from "./template-view";

export interface Installation {
  id: string;
  number: number;
  name: string;
  /** New defaults of its parameters. */
  defaults: JsonObject;
  /** Which of one's secrets stands for which of the template's. */
  secrets: Record<string, string>;
}

const PAUSED = "It was installed from a template. Turn the schedule on when the chain does what you want.";

/** Trying templates out, making copies of them, and taking newer versions into copies. */
export function createTemplateInstalling(
  deps: ServiceDependencies,
  chains: Chains,
  reading: ReturnType<typeof createTemplateReading>,
) {
  const { orm, sql } = deps.db;
  const access = createAccess(deps);
  const trials = createTrials(deps);

  async function installOf(actor: Actor, chainId: string) {
    const chain = await access.chain(actor, chainId, "edit");
    const install = await findInstall(sql, chainId);
    if (!install) throw new AppError("conflict", `"${chain.name}" was not installed from a template.`);
    const template = await access.template(actor, install.templateId, "read");
    return { chain, install, template };
  }

  return {
    /** Runs a version with its fixed results, without a chain. */
    async tryOut(actor: Actor, id: string, number: number): Promise<TestAnswer> {
      const { id: userId } = requireUser(actor);
      await access.template(actor, id, "read");
      const { plan, version } = await reading.versionOf(id, number);
      const fixed = version.test.fixed.map(asFixed);
      refuseOwnThings(plan, fixed);
      const params = version.test.params as JsonObject;
      return trials.begin({ plan, fixed, params, userId, chainId: null, scope: { type: "whole" } });
    },

    /** Makes a chain of one's own. Its schedule waits until one turns it on. */
    async install(actor: Actor, installation: Installation): Promise<{ chainId: string }> {
      const { id: userId } = requireUser(actor);
      const { id: templateId, number, name, defaults, secrets } = installation;
      const template = await access.template(actor, templateId, "read");
      const { version } = await reading.versionOf(templateId, number);
      const source = fillIn(version.source, { name, defaults, secrets });
      const { id: chainId } = await chains.create(actor, source, undefined, PAUSED);
      await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        await insertInstall(tx, { chainId, templateId, version: number, baseSource: version.source, secrets, userId });
        await copyFixed(tx, { chainId, userId }, version.test.fixed);
        const object = { type: "template", id: templateId, name: template.title };
        await insertAuditRow(tx, auditOf(actor, "template.installed", object, { chain: chainId, version: number }));
      });
      return { chainId };
    },

    /** What a merge of the newest version begins with. Secrets have the names that they have in the copy: that is no difference. */
    async update(actor: Actor, chainId: string): Promise<TemplateUpdate> {
      const { chain, install, template } = await installOf(actor, chainId);
      const yours = await findVersion(orm, chainId, chain.latestVersion);
      if (!yours) throw notFound("version", String(chain.latestVersion));
      const { version } = await reading.versionOf(template.id, template.latestVersion);
      const { number, readme, notes, createdAt } = version;
      const named = (text: string) => fillIn(text, { secrets: install.secrets });
      return {
        ...{ templateId: template.id, title: template.title, yours: yours.source },
        chain: { id: chainId, name: chain.name, version: chain.latestVersion },
        base: { number: install.version, source: named(install.baseSource) },
        theirs: { number, source: named(version.source), readme, notes, createdAt, author: template.ownerName },
      };
    },

    /** Runs a merged text as a test of the chain: with one's own fixed results, and the author's where one has none. */
    async tryUpdate(actor: Actor, chainId: string, source: string): Promise<TestAnswer> {
      const of = await access.ownOf(actor, chainId, "edit");
      const { template } = await installOf(actor, chainId);
      const { version } = await reading.versionOf(template.id, template.latestVersion);
      const plan = await chains.prepareFor(actor, chainId, source);
      const own = (await listFixedResults(sql, of)).map(fixedResult);
      const others = version.test.fixed.map(asFixed).filter(({ stepId }) => !own.some((one) => one.stepId === stepId));
      const { params } = version.test;
      return trials.begin({
        ...{ ...of, plan, fixed: [...own, ...others], scope: { type: "whole" } },
        params: known(plan, params as JsonObject),
      });
    },

    /** Makes a merged text the chain's next version; from here on it is a copy of that version of the template. */
    async take(
      actor: Actor,
      chainId: string,
      merge: { number: number; source: string; baseVersion: number },
    ): Promise<{ versionNumber: number }> {
      const { id: userId } = requireUser(actor);
      const { template } = await installOf(actor, chainId);
      const { version } = await reading.versionOf(template.id, merge.number);
      const saved = await chains.save(actor, chainId, merge.source, merge.baseVersion);
      await sql.begin(async (transaction) => {
        const tx = transaction as unknown as Sql;
        await moveInstall(tx, { chainId, version: merge.number, baseSource: version.source });
        await copyFixed(tx, { chainId, userId }, version.test.fixed);
        await markTemplateNewsRead(tx, userId, template.id, chainId);
      });
      return saved;
    },
  };
}

/** A step that would really run must not take along a secret, or a chain, of whoever only tries. */
function refuseOwnThings(plan: Plan, fixed: readonly FixedResult[]): void {
  const runs = plan.steps.filter(({ id }) => !fixed.some(({ stepId }) => stepId === id));
  if (runs.some(({ subChain }) => subChain !== null))
    throw new AppError("conflict", "Its test would run another chain of yours. Install the template to try it.");
  const [secret] = referencedSecrets({ steps: runs });
  if (secret === undefined) return;
  const message = `A step that runs in the test reads the secret "${secret}". Install the template to try it with a secret of your own.`;
  throw new AppError("conflict", message);
}

/** Parameters that the merged text still has. */
const known = (plan: Plan, params: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(params).filter(([name]) => Object.hasOwn(plan.params, name)));

function asFixed({ stepId, value, failed }: TemplateFixed): FixedResult {
  return fixedResult({ stepId, value: value as JsonValue, failed, updatedAt: new Date(0) });
}
