import { Readable } from "node:stream";
import { z } from "zod";
import { notFound } from "../../errors";
import { openExecutionFile } from "../../tools/files/open-execution-file";
import { route } from "../route";
import { executionId, fileList } from "../schemas";

/** Files of executions. */
export const fileRoutes = [
  route({
    ...{ id: "listFiles", method: "get", at: "/executions/{execution_id}/files", tag: "Files" },
    ...{ summary: "List the files of an execution", scope: "files:read", path: executionId, answer: fileList },
    async run({ actor, host, path }) {
      const files = await host.services.executions.files(actor, path.execution_id);
      return {
        items: files.map(({ path: name, size, contentType, kind, stepId }) => ({
          ...{ path: name, size, content_type: contentType, kind, step_id: stepId },
          url: `${host.publicUrl}/api/v1/executions/${path.execution_id}/file?path=${encodeURIComponent(name)}`,
        })),
      };
    },
  }),
  route({
    ...{ id: "downloadFile", method: "get", at: "/executions/{execution_id}/file", tag: "Files" },
    ...{ summary: "Download a file", scope: "files:read", path: executionId, streams: "application/octet-stream" },
    query: z.object({ path: z.string().min(1).max(1_000).describe("As the list names it.") }),
    async run({ actor, host, path, query }) {
      await host.services.executions.authorizeRead(actor, path.execution_id);
      const file = await openExecutionFile(host.home, path.execution_id, query.path);
      if (!file) throw notFound("file", query.path);
      return new Response(Readable.toWeb(file.stream) as ReadableStream, {
        headers: {
          ...{ "content-type": "application/octet-stream", "content-length": String(file.size) },
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          ...{ "x-content-type-options": "nosniff", "cache-control": "private, no-store" },
        },
      });
    },
  }),
];
