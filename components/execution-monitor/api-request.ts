import type { ExecutionView } from "@/server/services/execution-view";

/** The call of the API that does the same again; null: it was started from a file, and no call does that. */
export function apiRequest(
  { chainId, taskId, params }: Pick<ExecutionView, "chainId" | "taskId" | "params">,
  server: string,
): string | null {
  const path = taskId ? `tasks/${taskId}/run` : chainId ? `chains/${chainId}/execute` : null;
  if (path === null) return null;
  const body = taskId ? {} : { initial_context: params };
  return [
    `curl -X POST "${server}/api/v1/${path}"`,
    '  -H "Authorization: Bearer $TOKEN"',
    '  -H "Content-Type: application/json"',
    `  -d ${shellQuoted(JSON.stringify(body))}`,
  ].join(" \\\n");
}

/** One word of a shell, whatever is in it. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
