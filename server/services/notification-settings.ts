import { randomBytes } from "node:crypto";
import type { Pace } from "../core/notifications/due";
import type { NotificationRules } from "../core/notifications/rules";
import { isTimezone } from "../core/schedule/zone";
import { AppError } from "../errors";
import { newId } from "../new-id";
import { seal } from "../secrets/sealing";
import { listSends } from "../store/notification-sends";
import * as store from "../store/notification-settings";
import { insertNotification } from "../store/notifications";
import { createAccess } from "./access";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";

export interface NotificationSettingsView extends Pace {
  rules: NotificationRules;
  webhookUrl: string | null;
  /** Where mails go; null: the operator has set up no mail server. */
  email: string | null;
  /** The last ones, newest first. */
  sends: {
    channel: "email" | "webhook";
    title: string;
    state: "sent" | "gave_up" | "waiting";
    error: string | null;
    at: number;
  }[];
}

const SHOWN_SENDS = 10;

/** What a person is told, and how: in general, and of single chains. */
export function createNotificationSettings(deps: ServiceDependencies) {
  const { orm, sql } = deps.db;
  const access = createAccess(deps);

  return {
    async get(actor: Actor): Promise<NotificationSettingsView> {
      const person = requireUser(actor);
      const [row, sends] = await Promise.all([
        store.findNotificationSettings(orm, person.id),
        listSends(sql, person.id, SHOWN_SENDS),
      ]);
      return {
        rules: row?.rules ?? {},
        ...{ emailWhen: row?.emailWhen ?? "at_once", emailHour: row?.emailHour ?? 8 },
        ...{ quietFrom: row?.quietFrom ?? null, quietTo: row?.quietTo ?? null, timezone: row?.timezone ?? "UTC" },
        webhookUrl: row?.webhookUrl ?? null,
        email: deps.sendsMail ? person.email : null,
        sends: sends.map(({ channel, title, ended, error, at }) => ({
          ...{ channel, title, error, state: ended ?? "waiting", at: at.getTime() },
        })),
      };
    },

    async save(actor: Actor, settings: Pace & { rules: NotificationRules }): Promise<void> {
      const { id } = requireUser(actor);
      if (!isTimezone(settings.timezone)) {
        const message = `"${settings.timezone}" is no timezone. Use an IANA name such as Europe/Berlin or UTC.`;
        throw new AppError("invalid", message);
      }
      if ((settings.quietFrom === null) !== (settings.quietTo === null))
        throw new AppError("invalid", "Quiet hours have a beginning and an end. Give both, or none.");
      await store.saveNotificationSettings(orm, id, settings);
    },

    /** Sets where webhooks go, with a new secret, which is shown this once. Null takes the address away. */
    async setWebhook(actor: Actor, url: string | null): Promise<{ secret: string | null }> {
      const { id } = requireUser(actor);
      if (url === null) {
        await store.saveNotificationSettings(orm, id, { webhookUrl: null, webhookKeyId: null, webhookSecret: null });
        return { secret: null };
      }
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || new URL(url).username !== "")
        throw new AppError("invalid", "A webhook goes to an address that begins with https:// or http://.");
      const secret = `whsec_${randomBytes(24).toString("base64")}`;
      const { keyId, sealed } = seal(deps.keys, `notification webhook ${id}`, secret);
      await store.saveNotificationSettings(orm, id, { webhookUrl: url, webhookKeyId: keyId, webhookSecret: sealed });
      return { secret };
    },

    /** Sends a piece of news by all ways that are wanted of a failed chain. */
    async test(actor: Actor): Promise<void> {
      const { id: userId } = requireUser(actor);
      const id = newId();
      await insertNotification(sql, {
        ...{ id, userId, dedupeKey: `test:${id}`, kind: "chain_failed", level: "info" },
        ...{ title: "A test of your notifications", body: "Nothing has failed. This is how you will be told." },
        ...{ executionId: null, stepId: null, chainId: null, chainName: null },
      });
    },

    async ofChain(actor: Actor, chainId: string): Promise<{ rules: NotificationRules; general: NotificationRules }> {
      const { userId } = await access.ownOf(actor, chainId, "read");
      const [rules, settings] = await Promise.all([
        store.findChainRules(orm, userId, chainId),
        store.findNotificationSettings(orm, userId),
      ]);
      return { rules: rules ?? {}, general: settings?.rules ?? {} };
    },

    async saveOfChain(actor: Actor, chainId: string, rules: NotificationRules): Promise<void> {
      const { userId } = await access.ownOf(actor, chainId, "read");
      await store.saveChainRules(orm, userId, chainId, rules);
    },
  };
}
