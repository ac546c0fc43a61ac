import { AppError, notFound } from "../errors";
import { newId } from "../new-id";
import { hostRule } from "../outbound/only-hosts";
import { seal } from "../secrets/sealing";
import { insertAudit } from "../store/audit";
import * as store from "../store/secrets";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import { auditOf } from "./audit";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

const MAX_SECRETS = 200;
const MAX_HOSTS = 20;
const MAX_VALUE = 8_192;
/** Shorter ones could not be told from ordinary text in what steps write. */
const MIN_VALUE = 4;

/** A secret, without its value, which nobody gets. Times are epoch milliseconds. */
export interface SecretView {
  id: string;
  name: string;
  /** Empty: its owner alone may use it, and anywhere. */
  hosts: string[];
  createdAt: number;
  /** When its value or its hosts were last changed. */
  updatedAt: number;
  lastUsedAt: number | null;
}

/** What the builder completes after `secrets.`. */
export interface SecretName {
  name: string;
  hosts: string[];
}

/** A person's secrets: written, replaced, deleted, and never read. */
export function createSecrets(deps: ServiceDependencies) {
  const { orm } = deps.db;
  const access = createAccess(deps);

  async function own(actor: Actor, id: string) {
    const { id: ownerId } = requireUser(actor);
    const row = await store.findOwnSecret(orm, ownerId, id);
    if (!row) throw notFound("secret", id);
    return { row, of: { id, ownerId }, object: { type: "secret", id, name: row.name } };
  }

  return {
    async list(actor: Actor): Promise<SecretView[]> {
      return (await store.listSecrets(orm, requireUser(actor).id)).map(view);
    },

    /** The names that a chain may use: those of its owner. Without a chain one's own. */
    async names(actor: Actor, chainId: string | null): Promise<SecretName[]> {
      const { id } = requireUser(actor);
      const ownerId = chainId === null ? id : (await access.chain(actor, chainId, "edit")).ownerId;
      const rows = await store.listSecrets(orm, ownerId);
      // To others only what they could use.
      return rows.filter(({ hosts }) => ownerId === id || hosts.length > 0).map(({ name, hosts }) => ({ name, hosts }));
    },

    async create(actor: Actor, input: { name: string; value: string; hosts: string[] }): Promise<{ id: string }> {
      const { id: ownerId } = requireUser(actor);
      const name = checkedName(input.name);
      const hosts = checkedHosts(input.hosts);
      checkValue(input.value);
      if ((await store.listSecrets(orm, ownerId)).length >= MAX_SECRETS)
        throw new AppError(
          "conflict",
          `There are ${MAX_SECRETS} secrets already. Delete one that is not used any more.`,
        );
      const id = newId();
      await orm.transaction(async (tx) => {
        if (!(await store.insertSecret(tx, { id, ownerId, name, hosts, ...seal(deps.keys, id, input.value) })))
          throw new AppError("conflict", `There is a secret "${name}" already. Replace its value instead.`, {
            field: "name",
          });
        await insertAudit(tx, auditOf(actor, "secret.created", { type: "secret", id, name }, { hosts }));
      });
      return { id };
    },

    async replace(actor: Actor, id: string, value: string): Promise<void> {
      const { of, object } = await own(actor, id);
      checkValue(value);
      await orm.transaction(async (tx) => {
        await store.updateSecret(tx, of, seal(deps.keys, id, value));
        await insertAudit(tx, auditOf(actor, "secret.replaced", object));
      });
    },

    async setHosts(actor: Actor, id: string, wanted: string[]): Promise<void> {
      const { row, of, object } = await own(actor, id);
      const hosts = checkedHosts(wanted);
      await orm.transaction(async (tx) => {
        await store.updateSecret(tx, of, { hosts });
        await insertAudit(tx, auditOf(actor, "secret.hosts", object, { hosts: [row.hosts, hosts] }));
      });
    },

    async remove(actor: Actor, id: string): Promise<void> {
      const { of, object } = await own(actor, id);
      await orm.transaction(async (tx) => {
        await store.deleteSecret(tx, of);
        await insertAudit(tx, auditOf(actor, "secret.deleted", object));
      });
    },
  };
}

const view = ({ id, name, hosts, createdAt, updatedAt, lastUsedAt }: store.SecretRecord): SecretView => ({
  ...{ id, name, hosts, createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() },
  lastUsedAt: lastUsedAt?.getTime() ?? null,
});

function checkedName(text: string): string {
  const name = text.trim();
  if (/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(name)) return name;
  const message = "A name begins with a letter and has at most 63 letters, digits and _. Write it like shop_token.";
  throw new AppError("invalid", message, { field: "name" });
}

function checkValue(value: string): void {
  if (value.length >= MIN_VALUE && value.length <= MAX_VALUE) return;
  const message = `A value has ${MIN_VALUE} to ${MAX_VALUE} characters.`;
  throw new AppError("invalid", message, { field: "value" });
}

function checkedHosts(wanted: readonly string[]): string[] {
  if (wanted.length > MAX_HOSTS)
    throw new AppError("invalid", `A secret is bound to at most ${MAX_HOSTS} hosts.`, { field: "hosts" });
  const hosts = wanted.map((text) => {
    const rule = hostRule(text);
    if (rule !== null) return rule;
    const message = `"${text.slice(0, 100)}" is not a host. Write api.example.com, *.example.com or localhost:3000.`;
    throw new AppError("invalid", message, { field: "hosts" });
  });
  return [...new Set(hosts)];
}
