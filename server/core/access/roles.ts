/**
 * Who may do what with a thing that is shared: the one table. Services ask it, pages show or hide by it, and the documentation
 * prints it.
 */

/** From the least to the most; each may do what the ones before it may. */
export const ROLES = ["viewer", "runner", "editor", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** What can be shared. */
export type Shareable = "chain" | "task" | "execution" | "template";

interface Rule {
  /** The least role that may. */
  role: Role;
  /** What it lets one do, after "may". */
  words: string;
}

/** Action by action, with the least role that may do it. */
export const ACCESS = {
  chain: {
    read: { role: "viewer", words: "see it, its versions and its executions with their results and files" },
    run: { role: "runner", words: "run it" },
    edit: { role: "editor", words: "edit it, test it, publish versions, pause and archive it" },
    share: { role: "owner", words: "share it, and take shares back" },
    transfer: { role: "owner", words: "give it to somebody else" },
    remove: { role: "owner", words: "delete it" },
  },
  execution: {
    read: { role: "viewer", words: "see it live, with its results, logs, files and open browsers" },
    steer: { role: "runner", words: "pause, resume, cancel, and answer what waits for a person" },
    hold: { role: "runner", words: "take over its browser" },
    replay: { role: "runner", words: "run it again from a step" },
    redeliver: { role: "runner", words: "deliver its hooks again, or give them up" },
    change: { role: "editor", words: "run it again with changed parameters of a step" },
    share: { role: "owner", words: "share it" },
  },
  task: {
    read: { role: "viewer", words: "see it and what its runs gave" },
    run: { role: "runner", words: "run it" },
    edit: { role: "editor", words: "edit it" },
    share: { role: "owner", words: "share it, and take shares back" },
    transfer: { role: "owner", words: "give it to somebody else" },
    remove: { role: "owner", words: "delete it" },
  },
  template: {
    read: { role: "viewer", words: "see it, try it and install it" },
    publish: { role: "owner", words: "publish versions of it, say who sees it, see who uses it, and withdraw it" },
  },
} as const satisfies Record<Shareable, Record<string, Rule>>;

export type ChainAction = keyof typeof ACCESS.chain;
export type ExecutionAccess = keyof typeof ACCESS.execution;
export type TaskAction = keyof typeof ACCESS.task;
export type ActionOn<Type extends Shareable> = keyof (typeof ACCESS)[Type] & string;

/** The least role that may do this. */
export function roleFor<Type extends Shareable>(type: Type, action: ActionOn<Type>): Role {
  const rules: Record<string, Rule> = ACCESS[type];
  const rule = rules[action];
  if (!rule) throw new Error(`There is no action ${type}.${action}.`);
  return rule.role;
}

export const reaches = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Whether somebody with this role may do this. */
export function may<Type extends Shareable>(role: Role, type: Type, action: ActionOn<Type>): boolean {
  return reaches(role, roleFor(type, action));
}

/** Why somebody may not, and what would help; null: they may. */
export function whyNotAllowed<Type extends Shareable>(role: Role, type: Type, action: ActionOn<Type>): string | null {
  if (may(role, type, action)) return null;
  const needed = roleFor(type, action);
  const who = needed === "owner" ? "Only its owner may do this" : `This needs the role ${needed}`;
  return `${who}; yours on this ${type} is ${role}. Ask the owner.`;
}

/** The highest of several; null: there is none. */
export function highest(...roles: (Role | null | undefined)[]): Role | null {
  return ROLES.findLast((role) => roles.includes(role)) ?? null;
}

/** What is known of a person's ways to an execution. */
export interface ExecutionWays {
  started: boolean;
  /** Null: it has none, or it is gone. */
  chainOwned: boolean | null;
  chainRole: Role | null;
  taskOwned: boolean | null;
  taskRole: Role | null;
  ownRole: Role | null;
}

/**
 * The role on a chain or task is the role on its executions. Who started one keeps seeing it, whatever becomes of their role; what
 * was started of nothing that is shared is theirs.
 */
export function executionRole(ways: ExecutionWays): Role | null {
  const { started, chainOwned, chainRole, taskOwned, taskRole, ownRole } = ways;
  const owned = chainOwned === true || taskOwned === true;
  const free = chainOwned === null && taskOwned === null;
  const starter = started ? (free ? "owner" : "viewer") : null;
  return highest(owned ? "owner" : null, chainRole, taskRole, ownRole, starter);
}
