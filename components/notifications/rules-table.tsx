"use client";

import { Checkbox } from "@/components/ui/checkbox";
import {
  KINDS,
  NOTIFICATION_CHANNELS,
  NOTIFICATION_KINDS,
  type NotificationChannel,
  type NotificationKind,
  type NotificationRules,
  wantedOf,
} from "@/server/core/notifications/rules";

const CHANNEL_WORDS: Record<NotificationChannel, string> = { inbox: "Inbox", email: "E-mail", webhook: "Webhook" };

export interface RulesTableProps {
  /** The first that says something counts. */
  rules: readonly (NotificationRules | null)[];
  kinds?: readonly NotificationKind[];
  onChange(kind: NotificationKind, channel: NotificationChannel, wanted: boolean): void;
}

/** What is told by which way: a row a kind, a column a way. */
export function RulesTable({ rules, kinds = NOTIFICATION_KINDS, onChange }: RulesTableProps) {
  return (
    <table className="w-full border-collapse text-13">
      <thead className="bg-muted text-12 text-muted-foreground">
        <tr className="border-b">
          <th scope="col" className="h-[34px] px-3 text-left font-medium">
            What
          </th>
          {NOTIFICATION_CHANNELS.map((channel) => (
            <th key={channel} scope="col" className="w-20 px-1 font-medium max-md:w-[58px]">
              {CHANNEL_WORDS[channel]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => {
          const wanted = wantedOf(kind, rules);
          return (
            <tr key={kind} className="border-b last:border-b-0">
              <th scope="row" className="px-3 py-2 text-left font-normal">
                <span className="font-medium">{KINDS[kind].words}</span>
                <span className="block text-12 text-muted-foreground">{KINDS[kind].about}</span>
              </th>
              {NOTIFICATION_CHANNELS.map((channel) => (
                <td key={channel} className="px-1">
                  <Checkbox
                    className="mx-auto"
                    aria-label={`${KINDS[kind].words}: ${CHANNEL_WORDS[channel]}`}
                    checked={wanted[channel]}
                    onCheckedChange={(checked) => onChange(kind, channel, checked === true)}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The same rules with one choice changed. */
export const withRule = (
  rules: NotificationRules,
  kind: NotificationKind,
  channel: NotificationChannel,
  wanted: boolean,
): NotificationRules => ({ ...rules, [kind]: { ...rules[kind], [channel]: wanted } });
