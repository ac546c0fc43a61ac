import { ACCESS, ROLES, reaches, roleFor, type Shareable } from "../../server/core/access/roles";
import { page, table } from "./markdown";

const TYPES: readonly Shareable[] = ["chain", "execution", "task"];

/** `docs/reference/roles.md`: who may do what with what is shared. */
export function rolesPage(): string {
  return page("Roles", "`server/core/access/roles.ts`", [
    "Who may do what with chains, executions and tasks that are shared. Each role may do what the ones before it may. How to share: [Share, and keep secrets](../share-and-secrets.md).",
    ...TYPES.flatMap((type) => [`## ${type[0]?.toUpperCase()}${type.slice(1)}`, actions(type)]),
    "The role on a chain or task is the role on its executions. Who started an execution sees it for ever; when nothing that it was started from belongs to somebody, it is theirs. Who has no role gets the same answer as for a thing that does not exist.",
  ]);
}

function actions(type: Shareable): string {
  const rules: Record<string, { words: string }> = ACCESS[type];
  const rows = Object.entries(rules).map(([action, { words }]) => [
    words,
    ...ROLES.map((role) => (reaches(role, roleFor(type, action as never)) ? "yes" : "")),
  ]);
  return table(["May", ...ROLES], rows);
}
