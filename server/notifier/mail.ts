import { createTransport } from "nodemailer";
import { pathOf } from "../core/notifications/path";
import type { DueSend } from "../store/notification-sends";

export interface MailSettings {
  /** `smtp://user:password@host:port`, `smtps://…`. */
  url: string;
  from: string;
}

export interface Mailer {
  /** One mail with all that it is about. @throws when the server does not take it. */
  send(to: { name: string; email: string }, notes: readonly DueSend[], baseUrl: string): Promise<void>;
  close(): void;
}

/** An answer takes at most so long. */
const TIMEOUT_MS = 30_000;

export function createMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport(url, { from });
  Object.assign(transport.options, {
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
  });
  return {
    async send(to, notes, baseUrl) {
      const [first] = notes;
      if (!first) return;
      await transport.sendMail({
        to: { name: to.name, address: to.email },
        subject: notes.length === 1 ? first.title : `${notes.length} notifications from Chainwright`,
        text: textOf(notes, baseUrl),
        // The same after a repeated attempt: a mail program shows it once.
        messageId: `<${first.id}.${notes.length}@chainwright>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
    close: () => transport.close(),
  };
}

/** Plain text: what happened, and where to act. */
export function textOf(notes: readonly DueSend[], baseUrl: string): string {
  const parts = notes.map((note) => {
    const body = note.body === "" ? "" : `${note.body}\n`;
    const when =
      notes.length > 1 ? `${new Date(note.createdAt).toISOString().slice(0, 16).replace("T", " ")} UTC\n` : "";
    return `${note.title}\n${when}${body}${baseUrl}${pathOf(note)}\n`;
  });
  return `${parts.join("\n")}\n--\nWhat you are told, and how: ${baseUrl}/settings#notifications\n`;
}
