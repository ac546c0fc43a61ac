"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage, wrongFields } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import type { SettingView } from "@/server/services/server-settings";
import { SettingField } from "./setting-field";

const GROUPS = [
  { group: "hosts", title: "What may be reached" },
  { group: "keeping", title: "How long things are kept" },
  { group: "limits", title: "Limits" },
] as const;

/** Settings of the whole server. They hold in all processes within seconds of being saved. */
export function ServerSettings() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const settings = useQuery(trpc.admin.settings.queryOptions());
  const [draft, setDraft] = useState<Record<string, string>>({});
  const save = useMutation(
    trpc.admin.setSettings.mutationOptions({
      onSuccess: (answer, { changes }) => {
        queryClient.setQueryData(trpc.admin.settings.queryKey(), answer);
        void queryClient.invalidateQueries(trpc.audit.pathFilter());
        setDraft({});
        toast.success(`${plural(Object.keys(changes).length, "setting")} changed. It holds within seconds.`);
      },
    }),
  );
  const items = settings.data?.items ?? [];
  const changed = items.filter(({ name, value }) => draft[name] !== undefined && draft[name] !== value);
  const wrong = save.error ? wrongFields(save.error) : {};
  const submit = () => save.mutate({ changes: Object.fromEntries(changed.map((item) => changeOf(item, draft))) });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Server</CardTitle>
        <span className="ml-auto text-12 text-muted-foreground">changes are recorded</span>
      </CardHeader>
      {settings.error ? (
        <QueryProblem error={settings.error} what="the settings" onRetry={() => settings.refetch()} />
      ) : !settings.data ? (
        <TableSkeleton rows={5} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (changed.length > 0) submit();
          }}
        >
          {GROUPS.map(({ group, title }) => (
            <CardBody key={group} className="border-b">
              <fieldset className="grid gap-4">
                <legend className="mb-3 text-12 font-medium text-muted-foreground">{title}</legend>
                {items
                  .filter((item) => item.group === group)
                  .map((item) => (
                    <SettingField
                      key={item.name}
                      setting={item}
                      value={draft[item.name] ?? item.value}
                      error={wrong[item.name]}
                      onChange={(value) => setDraft((before) => ({ ...before, [item.name]: value }))}
                    />
                  ))}
              </fieldset>
            </CardBody>
          ))}
          <div className="flex flex-wrap items-center justify-end gap-2 px-4 py-3">
            {save.error && Object.keys(wrong).length === 0 ? <FieldError>{errorMessage(save.error)}</FieldError> : null}
            {changed.length > 0 ? (
              <Button
                type="button"
                variant="ghost"
                onClick={() => {
                  setDraft({});
                  save.reset();
                }}
              >
                Undo
              </Button>
            ) : null}
            <Button type="submit" disabled={changed.length === 0} busy={save.isPending}>
              {changed.length > 1 ? `Save ${changed.length} changes` : "Save changes"}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}

/** The default is no choice: it moves when the product's default does. */
function changeOf({ name, usual }: SettingView, draft: Readonly<Record<string, string>>): [string, string | null] {
  const value = draft[name] ?? usual;
  return [name, value === usual ? null : value];
}
