"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { ParamField } from "@/components/chains/param-field";
import { firstDrafts, type ParamDrafts, readDrafts } from "@/components/chains/param-values";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { TemplateView } from "@/server/services/templates/template-view";
import { offeredParams } from "./offered-params";
import { UpdateCopy } from "./update-copy";

/** The form that makes a copy, or the way to a newer version for copies that there are. */
export function YourCopy({ template }: { template: TemplateView }) {
  const { copies, latest } = template;
  const old = copies.filter((copy) => copy.version < latest);
  const [again, setAgain] = useState(copies.length === 0);
  return (
    <Card aria-label="Your copy">
      <CardHeader>
        <CardTitle>Your copy</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-3.5">
        {old.map((copy) => (
          <UpdateCopy key={copy.chainId} {...{ template, copy }} />
        ))}
        {copies.length > 0 && old.length === 0 ? (
          <p className="text-13 text-foreground-2">You have the newest version.</p>
        ) : null}
        {again ? (
          <InstallForm template={template} />
        ) : (
          <Button onClick={() => setAgain(true)}>Install another copy</Button>
        )}
      </CardBody>
    </Card>
  );
}

function InstallForm({ template }: { template: TemplateView }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const id = useId();
  const { version } = template;
  const [name, setName] = useState(template.title);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const own = useQuery(trpc.secrets.names.queryOptions({ chainId: null }, { enabled: version.secrets.length > 0 }));
  const params = useMemo(() => offeredParams(version, window.location.origin), [version]);
  const defaultValues = useMemo(() => firstDrafts(params), [params]);
  const form = useForm<ParamDrafts>({ defaultValues, mode: "onTouched" });
  const install = useMutation(
    trpc.templates.install.mutationOptions({
      onSuccess: ({ chainId }) => {
        void queries.invalidateQueries(trpc.templates.pathFilter());
        void queries.invalidateQueries(trpc.chains.list.pathFilter());
        toast.success("The copy is yours.");
        router.push(`/chains/${chainId}`);
      },
    }),
  );
  const submit = form.handleSubmit((drafts) => {
    const read = readDrafts(params, drafts);
    if (!read.ok) {
      for (const [param, message] of Object.entries(read.errors)) form.setError(param, { type: "invalid", message });
      return;
    }
    const chosen = version.secrets.map((secret) => [secret, secrets[secret]?.trim() || secret]);
    const values = { defaults: read.values, secrets: Object.fromEntries(chosen) };
    install.mutate({ id: template.id, number: version.number, name, ...values });
  });
  return (
    <form noValidate className="flex flex-col gap-3.5" onSubmit={submit}>
      <Field id={`${id}-name`} label="Name of your chain">
        {(control) => (
          <Input {...control} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      {Object.entries(params).map(([param, declared]) => (
        <ParamField key={param} name={param} param={declared} form={form} idPrefix={`${id}-param`} />
      ))}
      {version.secrets.map((secret) => {
        const names = own.data?.items.map((one) => one.name) ?? [];
        const value = secrets[secret] ?? secret;
        const missing = own.data !== undefined && !names.includes(value.trim());
        return (
          <Field
            key={secret}
            id={`${id}-secret-${secret}`}
            label={secret}
            aside="secret"
            hint={
              missing ? (
                <>
                  You have no secret of this name. Name one of yours, or{" "}
                  <Link href="/settings" className="underline">
                    store it in your settings
                  </Link>{" "}
                  first.
                </>
              ) : (
                "The name of one of your secrets. Its value stays where it is."
              )
            }
          >
            {(control) => (
              <Input
                {...control}
                list={`${id}-secrets`}
                className="font-mono"
                spellCheck={false}
                value={value}
                onChange={(event) => setSecrets({ ...secrets, [secret]: event.target.value })}
              />
            )}
          </Field>
        );
      })}
      <datalist id={`${id}-secrets`}>
        {own.data?.items.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      {install.error ? <FieldError>{errorMessage(install.error)}</FieldError> : null}
      <Button
        type="submit"
        variant="primary"
        disabled={name.trim() === ""}
        busy={install.isPending || install.isSuccess}
      >
        <Download /> Install
      </Button>
    </form>
  );
}
