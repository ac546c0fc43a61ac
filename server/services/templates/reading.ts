import { may } from "../../core/access/roles";
import { notFound } from "../../errors";
import { loadPlan } from "../../store/plans";
import { countInstalls, findInstall, listCopies } from "../../store/template-installs";
import { listTemplates } from "../../store/template-list";
import * as store from "../../store/templates";
import { createAccess } from "../access";
import { type Actor, userIdOf } from "../actor";
import { requireUser } from "../authorize";
import type { ServiceDependencies } from "../dependencies";
import { graphOf } from "../graph";
import type { OriginView, TemplateAuthor, TemplateRow, TemplateVersionView, TemplateView } from "./template-view";

/** The gallery, and the pages of templates. */
export function createTemplateReading(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const access = createAccess(deps);

  async function versionOf(templateId: string, number: number) {
    const version = await store.findTemplateVersion(sql, templateId, number);
    const plan = version && (await loadPlan(sql, version.planHash));
    if (!version || !plan) throw notFound("version", String(number));
    return { version, plan };
  }

  async function versionView(templateId: string, number: number): Promise<TemplateVersionView> {
    const { version, plan } = await versionOf(templateId, number);
    const { source, readme, notes, createdAt, tools, secrets, params: told, test } = version;
    return {
      ...{ number, source, readme, notes, createdAt, tools, secrets, told },
      ...{ graph: graphOf(plan), params: { ...plan.params } },
      ...{ tested: version.testedBy !== null, fixed: test.fixed.map(({ stepId }) => stepId) },
    };
  }

  /** `number`: of which version; absent: the newest. */
  async function get(actor: Actor, id: string, number?: number): Promise<TemplateView> {
    const { id: userId } = requireUser(actor);
    const template = await access.template(actor, id, "read");
    const own = may(template.role, "template", "publish");
    const [version, versions, counts, copies, people] = await Promise.all([
      versionView(id, number ?? template.latestVersion),
      store.listTemplateVersions(sql, id),
      countInstalls(sql, id),
      listCopies(sql, id, userId),
      own ? store.listTemplatePeople(sql, id) : [],
    ]);
    const { title, summary, tags, visibility, chainId, latestVersion: latest } = template;
    return {
      ...{ id, title, summary, tags, visibility, latest, version, versions, copies },
      author: authorOf(template, userId),
      installs: counts.reduce((sum, row) => sum + row.copies, 0),
      own: own ? { chainId, people, usedBy: counts } : null,
    };
  }

  return {
    versionOf,
    get,

    async list(actor: Actor): Promise<TemplateRow[]> {
      const { id } = requireUser(actor);
      return (await listTemplates(sql, id)).map((row) => ({
        ...{ id: row.id, title: row.title, summary: row.summary, tags: row.tags, visibility: row.visibility },
        ...{ people: row.people, tools: row.tools, steps: row.steps, installs: row.installs, copies: row.copies },
        ...{ author: authorOf(row, id), version: row.latestVersion, updatedAt: row.updatedAt },
      }));
    },

    /** Where a chain came from; null: it is nobody's copy. */
    async origin(actor: Actor, chainId: string): Promise<OriginView | null> {
      await access.chain(actor, chainId, "read");
      const install = await findInstall(sql, chainId);
      if (!install) return null;
      const { templateId, title, version } = install;
      return { templateId, title, version, latest: await latestFor(actor, templateId) };
    },

    /** The template of which one publishes a chain's versions, with what it said last. */
    async ofChain(actor: Actor, chainId: string): Promise<TemplateView | null> {
      const { ownerId } = await access.chain(actor, chainId, "share");
      const template = await store.findTemplateOf(sql, chainId, ownerId);
      return template && get(actor, template.id);
    },
  };

  async function latestFor(actor: Actor, templateId: string): Promise<number | null> {
    const seen = (await access.seesTemplate(userIdOf(actor), templateId))
      ? await store.findTemplate(sql, templateId)
      : null;
    return seen?.latestVersion ?? null;
  }
}

function authorOf(
  { ownerId, ownerName }: Pick<store.TemplateRecord, "ownerId" | "ownerName">,
  you: string,
): TemplateAuthor {
  return ownerId === null ? null : { name: ownerName ?? "somebody", you: ownerId === you };
}
