/**
 * Tells people what they want to be told. Decides for each piece of news who hears of it how, and sends mails and webhooks. Every process
 * that serves runs one; the rows are taken with locks and leases, so that each is sent at least once and, but for a crash between the sending
 * and its record, once.
 */
import type { Sql } from "../../db/client";
import type { Log } from "../log";
import { OutboundRefused } from "../outbound/guard";
import type { Outbound } from "../outbound/outbound";
import type { Keys } from "../secrets/keys";
import { open } from "../secrets/sealing";
import { claimSends, type DueSend, recordSends, type SendOutcome } from "../store/notification-sends";
import { settleNotifications } from "../store/notification-settling";
import type { Mailer } from "./mail";
import { requestOf } from "./request";
import { settle } from "./settle";

export interface NotifierDependencies {
  sql: Sql;
  log: Log;
  outbound: Pick<Outbound, "request">;
  keys: Keys;
  /** Null: the operator has set up no mail server. */
  mailer: Mailer | null;
  /** Where links lead. */
  baseUrl: string;
}

export interface Notifier {
  start(): void;
  /** Resolves when nothing is being sent. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
const BATCH = 200;
const TIMEOUT_MS = 15_000;
const MAX_ATTEMPTS = 8;
const FIRST_WAIT_MS = 30_000;

export function createNotifier(deps: NotifierDependencies): Notifier {
  const { sql, log, mailer } = deps;
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<void> | null = null;

  async function look(): Promise<void> {
    while ((await settleNotifications(sql, BATCH, (note) => settle(note, { email: mailer !== null }))) === BATCH);
    if (mailer) await sendMails(deps, mailer);
    await sendWebhooks(deps);
  }

  function tick(): void {
    busy ??= look()
      .catch((error) => log.warn({ err: error }, "Notifications could not be sent; trying again."))
      .finally(() => {
        busy = null;
      });
  }

  return {
    start() {
      timer ??= setInterval(tick, LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      await busy;
      mailer?.close();
    },
  };
}

/** One mail a person: what is due at the same time belongs together. */
async function sendMails({ sql, baseUrl }: NotifierDependencies, mailer: Mailer): Promise<void> {
  const byPerson = new Map<string, DueSend[]>();
  for (const note of await claimSends(sql, "email", BATCH)) {
    const notes = byPerson.get(note.userId);
    if (notes) notes.push(note);
    else byPerson.set(note.userId, [note]);
  }
  await Promise.all(
    [...byPerson.values()].map(async (notes) => {
      const [first] = notes;
      if (!first) return;
      const outcome = await attempt(first.attempts, () => mailer.send(first, notes, baseUrl));
      await recordSends(
        sql,
        "email",
        notes.map(({ id }) => id),
        outcome,
      );
    }),
  );
}

async function sendWebhooks({ sql, outbound, keys, baseUrl }: NotifierDependencies): Promise<void> {
  const notes = await claimSends(sql, "webhook", BATCH);
  await Promise.all(
    notes.map(async (note) => {
      const outcome = await attempt(note.attempts, async () => {
        const url = note.webhookUrl;
        if (url === null) throw new OutboundRefused("There is no address any more.");
        const { body, headers } = requestOf(note, secretOf(keys, note), baseUrl, Date.now());
        const options = { method: "POST", headers, body, timeoutMs: TIMEOUT_MS, maxRedirects: 0, maxBytes: 65_536 };
        const { status } = await outbound.request(url, options);
        if (status < 200 || status > 299) throw new Error(`${new URL(url).host} answered ${status}.`);
      });
      await recordSends(sql, "webhook", [note.id], outcome);
    }),
  );
}

/** Tries once. What failed comes again, later each time, for about an hour. */
async function attempt(attempts: number, send: () => Promise<void>): Promise<SendOutcome> {
  try {
    await send();
    return { ended: "sent" };
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    if (attempts >= MAX_ATTEMPTS || cause instanceof OutboundRefused) return { ended: "gave_up", error };
    return { retryInMs: FIRST_WAIT_MS * 2 ** (attempts - 1), error };
  }
}

function secretOf(keys: Keys, { userId, webhookKeyId, webhookSecret }: DueSend): string | null {
  if (webhookKeyId === null || webhookSecret === null) return null;
  return open(keys, `notification webhook ${userId}`, { keyId: webhookKeyId, sealed: webhookSecret });
}
