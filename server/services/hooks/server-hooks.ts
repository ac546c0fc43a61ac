import type { Diagnostic } from "../../core/definition/diagnostic";
import { parseHooks } from "../../core/hooks/parse-hooks";
import type { PlanHooks } from "../../core/hooks/plan-hook";
import { AppError } from "../../errors";
import { insertAudit } from "../../store/audit";
import { tellDeliverers } from "../../store/hook-deliveries";
import { readSetting, writeSetting } from "../../store/users";
import type { Actor } from "../actor";
import { auditOf } from "../audit";
import { authorizeAdmin } from "../authorize";
import type { ServiceDependencies } from "../dependencies";

const KEY = "hooks";

interface StoredHooks {
  source: string;
  hooks: PlanHooks | null;
  version: number;
}

/** Hooks of an administrator for all chains. */
export function createServerHooks({ db, hookEnv = [] }: Pick<ServiceDependencies, "db" | "hookEnv">) {
  const stored = () => readSetting<StoredHooks>(db.orm, KEY);

  return {
    async get(actor: Actor): Promise<{ source: string; version: number; env: readonly string[] }> {
      authorizeAdmin(actor);
      const { source = "", version = 0 } = (await stored()) ?? {};
      return { source, version, env: hookEnv };
    },

    check(actor: Actor, source: string): { diagnostics: Diagnostic[] } {
      authorizeAdmin(actor);
      return { diagnostics: parseHooks(source, hookEnv).diagnostics };
    },

    /** Counts for every transition from a few seconds on. @throws AppError invalid, with what is wrong. */
    async set(actor: Actor, source: string, baseVersion: number): Promise<{ version: number }> {
      authorizeAdmin(actor);
      const { hooks, diagnostics } = parseHooks(source, hookEnv);
      if (diagnostics.some(({ severity }) => severity === "error"))
        throw new AppError("invalid", diagnostics[0]?.message ?? "The hooks have errors.", { diagnostics });
      const version = (await stored())?.version ?? 0;
      if (version !== baseVersion)
        throw new AppError("conflict", "Somebody else has changed these hooks meanwhile. Load the page again.");
      await db.orm.transaction(async (tx) => {
        await writeSetting(tx, KEY, { source, hooks, version: version + 1 } satisfies StoredHooks);
        const object = { type: "setting", id: KEY, name: "Hooks of all chains" };
        await insertAudit(tx, auditOf(actor, "settings.changed", object, { version: [version, version + 1] }));
      });
      await tellDeliverers(db.sql);
      return { version: version + 1 };
    },

    /** For the engine. */
    async current(): Promise<PlanHooks | null> {
      return (await stored())?.hooks ?? null;
    },
  };
}
