import type { SavedTasks } from "../core/definition/inline-tasks";
import { checkingHere } from "../core/plan/checking";
import { nextFire } from "../core/schedule/next-fire";
import { referencedSecrets, workedSecrets } from "../core/template/secrets";
import { AppError } from "../errors";
import type { VersionFacts } from "../store/chains";
import { savePlan } from "../store/plans";
import { findTasksNamed, taskNames } from "../store/tasks";
import { type Actor, userIdOf } from "./actor";
import type { ServiceDependencies } from "./dependencies";

/** For whom a text is compiled. Absent: for whoever writes it. */
export interface Writing {
  /** Whose secrets it uses. */
  secretsOf?: { ownerId: string | null; writtenBy?: string | null };
  /** What the chain says so far: saved tasks of its owner that it names already may be named again. */
  before?: { ownerId: string; source: string };
  /** Tasks that are not looked up. */
  tasks?: SavedTasks;
}

/** From a text to a plan, with the saved tasks and secrets of those concerned. */
export function createCompiling(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const { checking = checkingHere(deps.catalog) } = deps;

  /** The saved tasks that a text names; when one is missing, the names of all others too, for "did you mean". */
  async function savedTasks(actor: Actor, source: string, before: Writing["before"]): Promise<SavedTasks> {
    const userId = userIdOf(actor);
    const words = /\b(task|action)\b/.test(source) ? await checking.referencedTasks(source) : [];
    if (userId === null || words.length === 0) return new Map();
    const own = await findTasksNamed(sql, userId, words);
    const there =
      before && before.ownerId !== userId ? new Set(await checking.referencedTasks(before.source)) : new Set<string>();
    const known = words.filter((word) => there.has(word));
    const others = before && known.length > 0 ? await findTasksNamed(sql, before.ownerId, known) : [];
    const found = [...others, ...own];
    const tasks = new Map(found.map(({ id, name, body }) => [id, { id, name, body }]));
    if (words.every((word) => found.some(({ id, name }) => id === word || name === word))) return tasks;
    for (const name of await taskNames(sql, userId))
      if (!found.some((task) => task.name === name)) tasks.set(`named ${name}`, { id: "", name, body: {} });
    return tasks;
  }

  /** Whoever is not the owner gets what can go nowhere else, and cannot be made into something that is not recognised. */
  async function checkSecrets(plan: Parameters<typeof referencedSecrets>[0], ownerId: string | null, own: boolean) {
    for (const name of referencedSecrets(plan)) {
      const secret = await deps.findSecret(ownerId, name);
      const whose = own ? "" : " among those of its owner";
      if (!secret) throw refused(`There is no secret named "${name}"${whose}.`);
      if (own) continue;
      if (secret.hosts.length === 0)
        throw refused(
          `The secret "${name}" is not bound to hosts, so only its owner may use it. Ask them to say where it may be sent.`,
        );
    }
    const worked = own ? [] : workedSecrets(plan);
    if (worked.length > 0)
      throw refused(
        `The secret "${worked[0]}" belongs to the owner of the chain. Write it as {{ secrets.${worked[0]} }}, without filters.`,
      );
  }

  /** Compiles a text; an error carries every diagnostic. */
  async function compiled(actor: Actor, source: string, writing: Writing = {}) {
    const tasks = writing.tasks ?? (await savedTasks(actor, source, writing.before));
    const result = await checking.check(source, { tasks, hookEnv: deps.hookEnv });
    if (!result.plan || !result.definition) {
      const count = result.diagnostics.filter((entry) => entry.severity === "error").length;
      throw new AppError("invalid", `The definition has ${count} ${count === 1 ? "error" : "errors"}.`, {
        diagnostics: result.diagnostics,
      });
    }
    const { ownerId, writtenBy = ownerId } = writing.secretsOf ?? { ownerId: userIdOf(actor) };
    await checkSecrets(result.plan, ownerId, writtenBy === ownerId);
    return { plan: result.plan, definition: result.definition };
  }

  return {
    compiled,
    savedTasks,

    async check(actor: Actor, source: string, before?: Writing["before"]) {
      const tasks = await savedTasks(actor, source, before);
      return checking.check(source, { tasks, hookEnv: deps.hookEnv });
    },

    /** What a version says about its chain. */
    async facts(actor: Actor, source: string, writing?: Writing): Promise<VersionFacts> {
      const { plan, definition } = await compiled(actor, source, writing);
      await savePlan(sql, plan);
      const next = definition.schedule ? nextFire(definition.schedule, Date.now()) : null;
      return {
        name: plan.name,
        description: definition.description ?? null,
        tags: definition.tags ?? [],
        source,
        language: source.trimStart().startsWith("{") ? "json" : "yaml",
        planHash: plan.hash,
        nextRunAt: next === null ? null : new Date(next),
      };
    },
  };
}

const refused = (message: string) => new AppError("invalid", message, { diagnostics: [] });
