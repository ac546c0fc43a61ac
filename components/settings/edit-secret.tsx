"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "sonner";
import { useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { SecretView } from "@/server/services/secrets";
import { HOSTS_HINT, hostsIn } from "./secret-hosts";

interface EditSecretProps {
  secret: SecretView;
  onClose(): void;
  onChanged(): void;
}

/** Another value, other hosts, or both. */
export function EditSecret({ secret, onClose, onChanged }: EditSecretProps) {
  const client = useTRPCClient();
  const id = useId();
  const [value, setValue] = useState("");
  const [hosts, setHosts] = useState(secret.hosts.join("\n"));
  const changedHosts = hostsIn(hosts).join(" ") !== secret.hosts.join(" ");
  const save = useMutation({
    mutationFn: async () => {
      if (changedHosts) await client.secrets.setHosts.mutate({ id: secret.id, hosts: hostsIn(hosts) });
      if (value !== "") await client.secrets.replace.mutate({ id: secret.id, value });
    },
    onSuccess: () => {
      toast.success(`${secret.name} is changed.`);
      onChanged();
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Change {secret.name}</DialogTitle>
          <DialogDescription>What runs now gets it at its next step.</DialogDescription>
        </DialogHeader>
        <form
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <DialogBody>
            <Field id={`${id}-value`} label="New value" aside="empty: as it is">
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  maxLength={8192}
                  autoComplete="new-password"
                  value={value}
                  onChange={(event) => setValue(event.target.value)}
                />
              )}
            </Field>
            <Field id={`${id}-hosts`} label="Hosts" aside="where it may be sent" hint={HOSTS_HINT}>
              {(control) => (
                <Textarea
                  {...control}
                  rows={3}
                  spellCheck={false}
                  className="font-mono"
                  value={hosts}
                  onChange={(event) => setHosts(event.target.value)}
                />
              )}
            </Field>
            {save.error ? <FieldError>{errorMessage(save.error)}</FieldError> : null}
          </DialogBody>
          <DialogFooter>
            <Button type="button" onClick={onClose}>
              Keep as it is
            </Button>
            <Button type="submit" variant="primary" busy={save.isPending} disabled={value === "" && !changedHosts}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
