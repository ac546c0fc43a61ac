"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, MailPlus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { CopyButton } from "@/components/shared/copy-button";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Links that let one person create an account. The link is shown once, right after it was made. */
export function Invitations() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const invitations = useQuery(trpc.admin.invitations.queryOptions());
  const after = () => queryClient.invalidateQueries(trpc.admin.invitations.pathFilter());
  const create = useMutation(
    trpc.admin.createInvitation.mutationOptions({
      onSuccess: () => {
        setEmail("");
        return after();
      },
    }),
  );
  const open = invitations.data?.items.filter(({ usedAt }) => usedAt === null) ?? [];
  return (
    <Card>
      <CardHeader>
        <CardTitle>Invitations</CardTitle>
        <span className="text-12 text-muted-foreground">{open.length} open</span>
      </CardHeader>
      <CardBody className="grid gap-4">
        {create.data ? <NewLink url={create.data.url} onDone={() => create.reset()} /> : null}
        <form
          className="grid gap-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate({ email: email.trim() || undefined });
          }}
        >
          <Field
            id="invite-email"
            label="E-mail"
            aside="optional"
            hint="With an address, only that address can use the link."
            error={create.error ? errorMessage(create.error) : undefined}
          >
            {(control) => (
              <Input {...control} type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
            )}
          </Field>
          <Button type="submit" busy={create.isPending} className="justify-self-end">
            {create.isPending ? null : <MailPlus />} Create invitation
          </Button>
        </form>
        {open.length > 0 ? (
          <ul className="border-t pt-2">
            {open.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} onRevoked={after} />
            ))}
          </ul>
        ) : null}
      </CardBody>
    </Card>
  );
}

function NewLink({ url, onDone }: { url: string; onDone: () => void }) {
  return (
    <div className="rounded-lg border border-foreground p-3 shadow-[inset_0_0_0_1px_var(--foreground)]" role="status">
      <p className="flex items-center gap-2 text-13 font-medium">
        <CircleCheck className="size-4" aria-hidden /> The invitation is ready
      </p>
      <p className="mb-2 text-12 text-muted-foreground">This is the only time its link is shown.</p>
      <div className="flex gap-2">
        <Input readOnly value={url} aria-label="Link of the invitation" className="font-mono text-12" />
        <CopyButton value={url} label="Copy the link" variant="primary" size="icon" />
        <Button onClick={onDone}>I have it</Button>
      </div>
    </div>
  );
}

interface InvitationRowProps {
  invitation: { id: string; email: string | null; expiresAt: number };
  onRevoked: () => unknown;
}

function InvitationRow({ invitation, onRevoked }: InvitationRowProps) {
  const trpc = useTRPC();
  const revoke = useMutation(
    trpc.admin.revokeInvitation.mutationOptions({
      onSuccess: onRevoked,
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const who = invitation.email ?? "anyone with the link";
  return (
    <li className="flex min-h-9 items-center gap-2.5 text-13">
      <span className="min-w-0 flex-1 truncate">{who}</span>
      <span className="text-12 whitespace-nowrap text-muted-foreground">
        until <Time at={invitation.expiresAt} />
      </span>
      <Button variant="ghost" size="xs" busy={revoke.isPending} onClick={() => revoke.mutate({ id: invitation.id })}>
        Withdraw<span className="sr-only"> the invitation for {who}</span>
      </Button>
    </li>
  );
}
