import type { NotificationKind } from "./rules";

/** What a piece of news is about. */
export interface NewsSubject {
  kind: NotificationKind;
  executionId: string | null;
  stepId: string | null;
  chainId: string | null;
  /** Of news about a template. */
  templateId?: string | null;
}

/** Where one can act on it: a step of an execution, a schedule, a newer version of a template, a chain. */
export function pathOf({ kind, executionId, stepId, chainId, templateId }: NewsSubject): string {
  if (kind === "schedule_stopped" && chainId) return `/chains/${chainId}?tab=schedule`;
  if (kind === "template_updated" && chainId && templateId) return `/templates/${templateId}/update/${chainId}`;
  if (executionId) return `/executions/${executionId}${stepId ? `?step=${encodeURIComponent(stepId)}` : ""}`;
  return chainId ? `/chains/${chainId}` : "/notifications";
}
