/**
 * Where steps get secrets: at the last moment, from the store of whoever owns the chain. What only its owner may use is kept from
 * what others have started or written.
 */
import type { Orm, Sql } from "../../db/client";
import type { SecretAnswer, SecretSource } from "../engine/ports";
import { findAuthority } from "../store/authority";
import { findSecretNamed, resealSecret, touchSecret } from "../store/secrets";
import type { Keys } from "./keys";
import { open, seal } from "./sealing";

interface Parts {
  db: { sql: Sql; orm: Orm };
  keys: Keys;
  env: Record<string, string | undefined>;
}

/** Secrets of people from the database, those of the operator from the environment. */
export function createSecretSource({ db, keys, env }: Parts): SecretSource {
  return {
    async read({ executionId, userId }, name): Promise<SecretAnswer | null> {
      const authority = await findAuthority(db.sql, executionId);
      const { ownerId, authorId, startedBy } = authority ?? { ownerId: userId, authorId: userId, startedBy: userId };
      if (ownerId === null) {
        const value = operatorSecret(env, name);
        return value === null ? null : { value, hosts: [] };
      }
      const row = await findSecretNamed(db.orm, ownerId, name);
      if (!row) return null;
      if (row.hosts.length === 0 && (authorId !== ownerId || startedBy !== ownerId)) return { refused: UNBOUND(name) };
      const value = open(keys, row.id, row);
      if (row.keyId !== keys.current.id) await resealSecret(db.orm, row, seal(keys, row.id, value));
      await touchSecret(db.orm, row.id);
      return { value, hosts: row.hosts };
    },
  };
}

const UNBOUND = (name: string) =>
  `The secret "${name}" is not bound to hosts, so it works only in versions that its owner published and in runs that its owner starts. Ask the owner to say where it may be sent: Settings, Secrets.`;

/** `CHAINWRIGHT_SECRET_<NAME>`, for chains that run from the command line. The key of the store is no secret of a chain. */
export function operatorSecret(env: Record<string, string | undefined>, name: string): string | null {
  const key = name.toUpperCase().replaceAll("-", "_");
  return key === "KEY" ? null : (env[`CHAINWRIGHT_SECRET_${key}`] ?? null);
}
