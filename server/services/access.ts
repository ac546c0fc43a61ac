import type { ActionOn, ChainAction, ExecutionAccess, Role, TaskAction } from "../core/access/roles";
import { executionRoles, sharedRole, templateRole } from "../store/access";
import { type ChainRecord, findChain } from "../store/chains";
import { type ExecutionRecord, findExecution } from "../store/executions";
import { findTask, type TaskRecord } from "../store/tasks";
import { findTemplate, type TemplateRecord } from "../store/templates";
import { findTrashed } from "../store/trash";
import { type Actor, userIdOf } from "./actor";
import { authorize, requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

/** Chains, tasks, templates and executions for whoever may do something with them: how every function about them begins. */
export function createAccess({ db: { orm, sql } }: Pick<ServiceDependencies, "db">) {
  async function roleOn(actor: Actor, type: "chain" | "task", object: { id: string; ownerId: string }) {
    const userId = userIdOf(actor);
    if (userId === null || object.ownerId === userId) return "owner";
    return sharedRole(sql, type, object.id, userId);
  }

  async function chain(actor: Actor, id: string, action: ChainAction): Promise<ChainRecord & { role: Role }> {
    const object = isUuid(id) ? await findChain(orm, id) : null;
    const found = object && { object, role: await roleOn(actor, "chain", object) };
    return authorize(actor, action, { type: "chain", id }, found);
  }

  return {
    chain,

    /** A chain in the trash, for whoever may throw it away. */
    async trashed(actor: Actor, id: string): Promise<ChainRecord & { role: Role }> {
      const object = isUuid(id) ? await findTrashed(orm, id) : null;
      // Others, whatever they share, have nothing to do with what its owner threw away.
      const role = object && (actor.type === "operator" || object.ownerId === actor.id) ? "owner" : null;
      return authorize(actor, "remove", { type: "chain", id }, object && { object, role });
    },

    async task(actor: Actor, id: string, action: TaskAction): Promise<TaskRecord & { role: Role }> {
      const object = isUuid(id) ? await findTask(orm, id) : null;
      const found = object && { object, role: await roleOn(actor, "task", object) };
      return authorize(actor, action, { type: "task", id }, found);
    },

    async template(actor: Actor, id: string, action: ActionOn<"template">): Promise<TemplateRecord & { role: Role }> {
      const object = isUuid(id) ? await findTemplate(sql, id) : null;
      const userId = userIdOf(actor);
      const found = object && { object, role: userId === null ? "owner" : await templateRole(sql, id, userId) };
      return authorize(actor, action, { type: "template", id }, found);
    },

    /** Whether a template is there for somebody; null: the operator. */
    async seesTemplate(userId: string | null, id: string): Promise<boolean> {
      return userId === null || (await templateRole(sql, id, userId)) !== null;
    },

    async execution(actor: Actor, id: string, action: ExecutionAccess): Promise<ExecutionRecord & { role: Role }> {
      const [object, roles] = await Promise.all([
        findExecution(sql, id),
        actor.type === "user" ? executionRoles(sql, [id], actor.id) : null,
      ]);
      const found = object && { object, role: roles?.get(id) ?? null };
      return authorize(actor, action, { type: "execution", id }, found);
    },

    /** What everybody keeps of a chain for themselves: for whoever may do this with it, and who that is. */
    async ownOf(actor: Actor, chainId: string, action: ChainAction): Promise<{ chainId: string; userId: string }> {
      const { id: userId } = requireUser(actor);
      await chain(actor, chainId, action);
      return { chainId, userId };
    },
  };
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
