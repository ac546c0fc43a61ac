/** What each recorded action says between who and what. */
const WORDS: Readonly<Record<string, string>> = {
  "sign_in.done": "signed in as",
  "sign_in.failed": "failed to sign in as",
  "account.created": "created the account",
  "account.password": "changed the password of",
  "account.signed_out": "ended all sessions of",
  "user.role": "changed the role of",
  "user.status": "let in or blocked",
  "invitation.created": "made an invitation",
  "invitation.revoked": "took back an invitation",
  "settings.changed": "changed the setting",
  "token.created": "created the API token",
  "token.revoked": "revoked the API token",
  "secret.created": "stored the secret",
  "secret.replaced": "replaced the secret",
  "secret.hosts": "changed the hosts of the secret",
  "secret.deleted": "deleted the secret",
  "share.given": "shared",
  "share.changed": "changed a share of",
  "share.removed": "took back a share of",
  "share.left": "left",
  "chain.created": "created the chain",
  "chain.published": "published a version of",
  "chain.status": "changed the status of",
  "chain.deleted": "moved to the trash the chain",
  "chain.restored": "took out of the trash the chain",
  "chain.erased": "deleted for good the chain",
  "chain.transferred": "gave away the chain",
  "task.transferred": "gave away the task",
  "template.published": "published the template",
  "template.changed": "changed who sees the template",
  "template.withdrawn": "withdrew the template",
  "template.installed": "installed the template",
  "audit.exported": "exported the audit log as",
};

export const auditWords = (action: string): string => WORDS[action] ?? action;

/** Kinds of actions by which the page narrows. */
export const AUDIT_KINDS = [
  { value: "sign_in.", name: "Signing in" },
  { value: "share.", name: "Sharing" },
  { value: "secret.", name: "Secrets" },
  { value: "token.", name: "API tokens" },
  { value: "chain.", name: "Chains" },
  { value: "template.", name: "Templates" },
  { value: "user.", name: "Users" },
  { value: "account.", name: "Accounts" },
  { value: "invitation.", name: "Invitations" },
  { value: "settings.", name: "Settings" },
] as const;

/** "role: viewer → editor, with: bob@example.com". A pair says what it was and what it became. */
export function detailWords(details: Readonly<Record<string, unknown>> | null): string {
  return Object.entries(details ?? {})
    .map(([name, value]) => `${name}: ${valueWords(name, value)}`)
    .join(", ");
}

function valueWords(name: string, value: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  const isChange = value.length === 2 && !(name === "hosts" && value.every((one) => typeof one === "string"));
  return isChange && name !== "scopes" ? `${textOf(value[0])} → ${textOf(value[1])}` : textOf(value);
}

function textOf(value: unknown): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(textOf).join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
