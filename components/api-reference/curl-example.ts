import type { ApiCall } from "./api-document";

/** A command that makes this call, with `$NAME` for what has to be filled in. */
export function curlOf(
  { method, path, operation }: Pick<ApiCall, "method" | "path" | "operation">,
  server: string,
): string {
  const address = `${server}${path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}`;
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} "${address}"`,
    `  -H "Authorization: Bearer $TOKEN"`,
    ...(operation.requestBody ? [`  -H "Content-Type: application/json"`, `  -d @body.json`] : []),
  ];
  return lines.join(" \\\n");
}
