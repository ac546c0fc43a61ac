"use client";

import { useMutation } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RoleSelect } from "./role-select";
import type { SharedObject } from "./share-dialog";
import { SHARE_ROLES, type ShareRole } from "./share-roles";
import { useShareChange } from "./use-share-change";

/** Shares with one more person. */
export function GiveShare({ object }: { object: SharedObject }) {
  const trpc = useTRPC();
  const id = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<ShareRole>("viewer");
  const { onSuccess } = useShareChange(undefined, () => setEmail(""));
  const give = useMutation(trpc.sharing.give.mutationOptions({ onSuccess }));
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate({ ...object, email, role });
      }}
    >
      <div className="flex items-end gap-2 max-md:flex-wrap">
        <Field id={`${id}-email`} label="E-mail address" className="min-w-48 flex-1">
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              maxLength={254}
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field id={`${id}-role`} label="Role">
          {(control) => <RoleSelect control={control} value={role} onChange={setRole} />}
        </Field>
        <Button type="submit" variant="primary" busy={give.isPending} disabled={email.trim() === ""}>
          {give.isPending ? null : <UserPlus />} Share
        </Button>
      </div>
      <p className="text-12 text-muted-foreground">
        {SHARE_ROLES.find(({ value }) => value === role)?.name}:{" "}
        {SHARE_ROLES.find(({ value }) => value === role)?.about}.
      </p>
      {give.error ? (
        <p role="alert" className="text-12 text-failed">
          {errorMessage(give.error)}
        </p>
      ) : null}
    </form>
  );
}
