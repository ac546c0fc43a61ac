"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { ZoneInput } from "@/components/shared/zone-input";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { NotificationSettingsView } from "@/server/services/notification-settings";
import { LastSends } from "./last-sends";
import { RulesTable, withRule } from "./rules-table";
import { WebhookAddress } from "./webhook-address";

const WHEN = { at_once: "At once", hourly: "Once an hour, gathered", daily: "Once a day, gathered" } as const;

/** What the reader is told, by which ways, and when they want to be left alone. */
export function NotificationSettings() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.notifications.settings.queryOptions());
  if (settings.error)
    return (
      <Card>
        <QueryProblem error={settings.error} what="what you are told" onRetry={() => settings.refetch()} />
      </Card>
    );
  if (!settings.data)
    return (
      <Card>
        <TableSkeleton rows={6} />
      </Card>
    );
  return (
    <div className="flex flex-col gap-4">
      <Form settings={settings.data} />
      <WebhookAddress address={settings.data.webhookUrl} />
      <LastSends sends={settings.data.sends} />
    </div>
  );
}

function Form({ settings }: { settings: NotificationSettingsView }) {
  const id = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const onSuccess = () => queryClient.invalidateQueries(trpc.notifications.settings.pathFilter());
  const save = useMutation(
    trpc.notifications.saveSettings.mutationOptions({
      onSuccess: () => {
        toast.success("You are told as you wish.");
        return onSuccess();
      },
    }),
  );
  const test = useMutation(
    trpc.notifications.test.mutationOptions({
      onSuccess: () => {
        toast.success("A test is on its way.");
        return onSuccess();
      },
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  return (
    <Card className="overflow-hidden">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { emailHour, quietFrom, quietTo, ...rest } = draft;
          save.mutate({
            ...rest,
            emailHour: Number(emailHour),
            quietFrom: quietFrom || null,
            quietTo: quietTo || null,
          });
        }}
      >
        <RulesTable
          rules={[draft.rules]}
          onChange={(kind, channel, wanted) => change({ rules: withRule(draft.rules, kind, channel, wanted) })}
        />
        <CardBody className="grid gap-4 border-t md:grid-cols-2">
          <Field
            id={`${id}-when`}
            label="Mails come"
            hint={settings.email ? `To ${settings.email}.` : "The operator of this server has set up no mail server."}
          >
            {(control) => (
              <Select
                value={draft.emailWhen}
                onValueChange={(next) => change({ emailWhen: next as keyof typeof WHEN })}
              >
                <SelectTrigger {...control}>
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {Object.entries(WHEN).map(([value, words]) => (
                    <SelectItem key={value} value={value}>
                      {words}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          </Field>
          <Field id={`${id}-hour`} label="Hour of the daily mail">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={23}
                disabled={draft.emailWhen !== "daily"}
                value={draft.emailHour}
                onChange={(event) => change({ emailHour: event.target.value })}
              />
            )}
          </Field>
          <Field
            id={`${id}-quiet-from`}
            label="Quiet from"
            hint="Nothing is sent then; it comes when the hours are over."
          >
            {(control) => (
              <Input
                {...control}
                type="time"
                value={draft.quietFrom}
                onChange={(event) => change({ quietFrom: event.target.value })}
              />
            )}
          </Field>
          <Field id={`${id}-quiet-to`} label="until">
            {(control) => (
              <Input
                {...control}
                type="time"
                value={draft.quietTo}
                onChange={(event) => change({ quietTo: event.target.value })}
              />
            )}
          </Field>
          <Field id={`${id}-zone`} label="Timezone">
            {(control) => (
              <ZoneInput control={control} value={draft.timezone} onChange={(timezone) => change({ timezone })} />
            )}
          </Field>
          {save.error ? (
            <div className="md:col-span-2">
              <FieldError>{errorMessage(save.error)}</FieldError>
            </div>
          ) : null}
        </CardBody>
        <DialogFooter>
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            <Send /> Send a test
          </Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </DialogFooter>
      </form>
    </Card>
  );
}

/** Who never chose a timezone is offered the one of this browser. */
function draftOf({ rules, emailWhen, emailHour, quietFrom, quietTo, timezone }: NotificationSettingsView) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const zone = timezone === "UTC" && quietFrom === null ? here : timezone;
  return {
    ...{ rules, emailWhen, emailHour: String(emailHour), timezone: zone },
    ...{ quietFrom: quietFrom ?? "", quietTo: quietTo ?? "" },
  };
}
