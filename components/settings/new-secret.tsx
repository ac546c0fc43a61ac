"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { HOSTS_HINT, hostsIn } from "./secret-hosts";

/** The form of another secret. */
export function NewSecret({ onMade }: { onMade(): void }) {
  const trpc = useTRPC();
  const id = useId();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const [hosts, setHosts] = useState("");
  const create = useMutation(
    trpc.secrets.create.mutationOptions({
      onSuccess: () => {
        setName("");
        setValue("");
        setHosts("");
        onMade();
      },
    }),
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>New secret</CardTitle>
      </CardHeader>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ name, value, hosts: hostsIn(hosts) });
        }}
      >
        <CardBody className="flex flex-col gap-4">
          <div className="grid gap-4 md:grid-cols-2">
            <Field id={`${id}-name`} label="Name" hint={`In a step: {{ secrets.${name.trim() || "shop_token"} }}`}>
              {(control) => (
                <Input
                  {...control}
                  required
                  maxLength={63}
                  spellCheck={false}
                  className="font-mono"
                  placeholder="shop_token"
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Field id={`${id}-value`} label="Value" hint="Never shown again, to nobody.">
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  required
                  maxLength={8192}
                  autoComplete="new-password"
                  value={value}
                  onChange={(event) => setValue(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Field id={`${id}-hosts`} label="Hosts" aside="where it may be sent" hint={HOSTS_HINT}>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                spellCheck={false}
                className="font-mono"
                value={hosts}
                onChange={(event) => setHosts(event.target.value)}
              />
            )}
          </Field>
          {create.error ? <FieldError>{errorMessage(create.error)}</FieldError> : null}
        </CardBody>
        <div className="flex items-center justify-end gap-3 border-t px-4 py-3">
          <Button type="submit" disabled={name.trim() === "" || value === ""} busy={create.isPending}>
            Store secret
          </Button>
        </div>
      </form>
    </Card>
  );
}
