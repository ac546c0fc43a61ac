import { CircleCheck, Hourglass, OctagonX } from "lucide-react";
import { Time } from "@/components/shared/time";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import type { NotificationSettingsView } from "@/server/services/notification-settings";

type SendView = NotificationSettingsView["sends"][number];

const LOOKS = {
  sent: { icon: CircleCheck, tone: "text-succeeded", word: "Sent" },
  waiting: { icon: Hourglass, tone: "text-waiting", word: "Waiting" },
  gave_up: { icon: OctagonX, tone: "text-failed", word: "Gave up" },
} as const;

/** What was sent to the reader lately, and what could not be, with the reason. */
export function LastSends({ sends }: { sends: readonly SendView[] }) {
  if (sends.length === 0) return null;
  return (
    <Card aria-label="Last mails and webhooks">
      <CardHeader>
        <CardTitle>Last mails and webhooks</CardTitle>
      </CardHeader>
      <ul>
        {sends.map((send) => (
          <Row key={`${send.channel} ${send.title} ${send.at}`} send={send} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ send: { channel, title, state, error, at } }: { send: SendView }) {
  const { icon: Icon, tone, word } = LOOKS[state];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2 text-13 not-first:border-t">
      <span className="min-w-0">
        <span className="inline-flex items-center gap-1.5">
          <Icon className={`size-4 ${tone}`} aria-hidden /> {word}
        </span>{" "}
        <span className="text-muted-foreground">by {channel === "email" ? "e-mail" : "webhook"}:</span> {title}
        {error ? <span className="block text-12 text-muted-foreground wrap-anywhere">{error}</span> : null}
      </span>
      <span className="text-12 whitespace-nowrap text-muted-foreground">
        <Time at={at} />
      </span>
    </li>
  );
}
