import { z } from "zod";
import { TEMPLATE_VISIBILITIES } from "../../../db/schema";
import type { TemplateRow, TemplateView } from "../../services/templates/template-view";
import { route } from "../route";
import { made, page } from "../schemas";
import {
  installBody,
  publishBody,
  published,
  template,
  templateId,
  templateList,
  templateVersion,
} from "./template-schemas";

const row = ({
  id,
  title,
  summary,
  tags,
  author,
  version,
  visibility,
  installs,
  tools,
  copies,
  updatedAt,
}: TemplateRow) => ({
  ...{ id, title, summary, tags, author: author?.name ?? null, version, visibility, installs, tools },
  copies: copies.map((copy) => ({ chain_id: copy.chainId, version: copy.version })),
  updated_at: new Date(updatedAt).toISOString(),
});

const view = ({ id, title, summary, tags, author, visibility, latest, version, installs, copies }: TemplateView) => ({
  ...{ id, title, summary, tags, author: author?.name ?? null, visibility, latest_version: latest, installs },
  copies: copies.map(({ chainId, name, version: number }) => ({ chain_id: chainId, name, version: number })),
  version: {
    ...{ number: version.number, notes: version.notes, readme: version.readme, source: version.source },
    params: Object.entries(version.params).map(([name, { type, required }]) => ({
      ...{ name, type, required: required === true, ...version.told[name] },
    })),
    ...{ tools: version.tools, secrets: version.secrets, tested: version.tested, fixed_steps: version.fixed },
    created_at: new Date(version.createdAt).toISOString(),
  },
});

/** Whether the words of a search are all in what a card says. */
function isFound({ title, summary, tags }: TemplateRow, search: string): boolean {
  const text = [title, summary, ...tags].join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Templates: the gallery, copies of them, and publishing. */
export const templateRoutes = [
  route({
    ...{ id: "listTemplates", method: "get", at: "/templates", tag: "Templates", scope: "templates:read" },
    ...{ summary: "List the templates that you see, the most used first", answer: templateList },
    query: page.extend({
      search: z.string().trim().max(200).optional().describe("Words of the title, the summary or the tags."),
      visibility: z.enum(TEMPLATE_VISIBILITIES).optional(),
    }),
    async run({ actor, host, query: { limit, offset, search, visibility } }) {
      const all = (await host.services.templates.list(actor)).filter(
        (one) => (!search || isFound(one, search)) && (!visibility || one.visibility === visibility),
      );
      return { items: all.slice(offset, offset + limit).map(row), total: all.length };
    },
  }),
  route({
    ...{ id: "publishTemplate", method: "post", at: "/templates", tag: "Templates", scope: "templates:write" },
    ...{ summary: "Publish a version of a chain as a template", body: publishBody, answer: published, status: 201 },
    async run({ actor, host, body }) {
      const { chain_id: chainId, version, test_execution_id: testId, ...said } = body;
      const chain = await host.services.chains.get(actor, chainId);
      const { id, number } = await host.services.templates.publish(actor, {
        ...{ ...said, chainId, testId, number: version ?? chain.version.number, title: said.title ?? chain.name },
        summary: said.summary ?? chain.description ?? "",
      });
      return { id, version: number };
    },
  }),
  route({
    ...{ id: "importTemplate", method: "post", at: "/templates/import", tag: "Templates", scope: "templates:write" },
    ...{ summary: "Make a template of a file; only you see it", answer: made, status: 201 },
    body: z
      .strictObject({ document: z.string().min(1).describe("What the export gave.") })
      .meta({ id: "TemplateFile" }),
    run: ({ actor, host, body }) => host.services.templates.import(actor, body.document),
  }),
  route({
    ...{ id: "getTemplate", method: "get", at: "/templates/{template_id}", tag: "Templates", scope: "templates:read" },
    ...{ summary: "Read a template with its newest version, or another", path: templateId, answer: template },
    query: templateVersion,
    run: async ({ actor, host, path, query }) =>
      view(await host.services.templates.get(actor, path.template_id, query.version)),
  }),
  route({
    ...{ id: "withdrawTemplate", method: "delete", at: "/templates/{template_id}", tag: "Templates" },
    ...{ summary: "Withdraw a template; copies stay", scope: "templates:write", path: templateId },
    run: ({ actor, host, path }) => host.services.templates.withdraw(actor, path.template_id),
  }),
  route({
    ...{ id: "installTemplate", method: "post", at: "/templates/{template_id}/install", tag: "Templates" },
    ...{ summary: "Make a chain of your own of a template", scope: "chains:write", path: templateId, status: 201 },
    body: installBody,
    answer: z.object({ chain_id: z.string(), version: z.int() }).meta({ id: "TemplateInstalled" }),
    async run({ actor, host, path: { template_id: id }, body }) {
      const { title, latest } = await host.services.templates.get(actor, id, body.version);
      const number = body.version ?? latest;
      const { name = title, defaults, secrets } = body;
      const { chainId } = await host.services.templates.install(actor, { id, number, name, defaults, secrets });
      return { chain_id: chainId, version: number };
    },
  }),
  route({
    ...{ id: "exportTemplate", method: "get", at: "/templates/{template_id}/export", tag: "Templates" },
    ...{ summary: "A version as a file", scope: "templates:read", path: templateId, query: templateVersion },
    streams: "application/yaml",
    async run({ actor, host, path: { template_id: id }, query }) {
      const number = query.version ?? (await host.services.templates.get(actor, id)).latest;
      const { title, text } = await host.services.templates.export(actor, id, number);
      const name = `${
        title
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-|-$/g, "") || "template"
      }.yaml`;
      return new Response(text, {
        headers: {
          ...{ "content-type": "application/yaml; charset=utf-8", "cache-control": "private, no-store" },
          ...{ "content-disposition": `attachment; filename="${name}"`, "x-content-type-options": "nosniff" },
        },
      });
    },
  }),
];
