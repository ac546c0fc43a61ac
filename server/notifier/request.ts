import { pathOf } from "../core/notifications/path";
import { signatureHeaders } from "../hooks/sign";
import type { DueSend } from "../store/notification-sends";

export interface NotificationRequest {
  body: string;
  headers: Record<string, string>;
}

/** The request of one piece of news, signed by Standard Webhooks. `at`: epoch milliseconds. */
export function requestOf(note: DueSend, secret: string | null, baseUrl: string, at: number): NotificationRequest {
  const { id, kind, level, title, body: text, executionId, stepId, chainId, chainName, createdAt } = note;
  const body = JSON.stringify({
    type: `notification.${kind}`,
    timestamp: new Date(createdAt).toISOString(),
    data: { id, level, title, body: text, executionId, stepId, chainId, chainName, url: `${baseUrl}${pathOf(note)}` },
  });
  const headers = {
    "content-type": "application/json",
    ...signatureHeaders(id, at, body, secret === null ? [] : [secret]),
  };
  return { body, headers };
}
