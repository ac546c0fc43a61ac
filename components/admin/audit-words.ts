/** What each recorded action says between who and what. */
const WORDS: Readonly<Record<string, string>> = {
  "sign_in.done": "signed in as",
  "sign_in.failed": "failed to sign in as",
  "account.created": "created the account",
  "account.password": "changed the password of",
  "account.signed_out": "ended all sessions of",
  "invitation.used": "accepted an invitation for",
  "user.role": "changed the role of",
  "user.status": "let in or blocked",
  "invitation.created": "made an invitation for",
  "invitation.revoked": "took back an invitation for",
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
  "chain.deleted": "threw away the chain",
  "chain.restored": "restored the chain",
  "chain.erased": "erased the chain",
  "chain.transferred": "gave away the chain",
  "schedule.paused": "paused the schedule of",
  "schedule.resumed": "turned on the schedule of",
  "schedule.backfilled": "runs the past of",
  "task.created": "created the task",
  "task.changed": "changed the task",
  "task.deleted": "deleted the task",
  "task.transferred": "gave away the task",
  "template.published": "published the template",
  "template.changed": "changed who sees the template",
  "template.withdrawn": "withdrew the template",
  "template.installed": "installed the template",
  "audit.exported": "exported the audit log as",
};

interface Recorded {
  action: string;
  details?: Readonly<Record<string, unknown>> | null;
}

/** What was done, between who and what: "shared", "blocked". */
export function auditWords({ action, details }: Recorded): string {
  const becomes = Array.isArray(details?.status) ? details.status[1] : null;
  if (action === "user.status" && becomes !== null) return becomes === "disabled" ? "blocked" : "let in again";
  if (action === "chain.status" && becomes !== null) return STATUS_WORDS[String(becomes)] ?? "changed the status of";
  return WORDS[action] ?? action;
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  active: "made active the chain",
  paused: "paused the chain",
  archived: "archived the chain",
};

/** What else there is to say of it: "with bob@example.com as viewer". */
export function auditMore({ action, details }: Recorded): string {
  if (action.startsWith("share.") && typeof details?.with === "string" && Array.isArray(details.role)) {
    const [was, becomes] = details.role.map((role) => (role === null ? null : String(role)));
    if (was === null) return `with ${details.with} as ${becomes}`;
    return becomes === null ? `${details.with} was ${was}` : `${details.with}: ${was} → ${becomes}`;
  }
  if (action === "user.status" || action === "chain.status") return "";
  if (action === "settings.changed" && Array.isArray(details?.value)) return valueWords("value", details.value);
  return detailWords(details ?? null);
}

/** Kinds of actions by which the page narrows. */
export const AUDIT_KINDS = [
  { value: "sign_in.", name: "Signing in" },
  { value: "share.", name: "Sharing" },
  { value: "secret.", name: "Secrets" },
  { value: "token.", name: "API tokens" },
  { value: "chain.", name: "Chains" },
  { value: "task.", name: "Tasks" },
  { value: "schedule.", name: "Schedules" },
  { value: "template.", name: "Templates" },
  { value: "user.", name: "Users" },
  { value: "account.", name: "Accounts" },
  { value: "invitation.", name: "Invitations" },
  { value: "settings.", name: "Settings" },
] as const;

/** "role: viewer → editor, with: bob@example.com". A pair says what it was and what it became. */
function detailWords(details: Readonly<Record<string, unknown>> | null): string {
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
  if (value === null || value === "") return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(textOf).join(" ");
  return typeof value === "string" ? value.replaceAll(/,(?=\S)/g, ", ") : JSON.stringify(value);
}
