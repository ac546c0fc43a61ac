"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { MIN_PASSWORD_LENGTH } from "@/components/auth/password-strength";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { CardBody } from "@/components/ui/card";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const schema = z.object({
  current: z.string().min(1, "Write the password you use now."),
  next: z.string().min(MIN_PASSWORD_LENGTH, `Too short: use at least ${MIN_PASSWORD_LENGTH} characters.`),
});
type PasswordDraft = z.infer<typeof schema>;

export function PasswordForm() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<PasswordDraft>({
    resolver: zodResolver(schema),
    defaultValues: { current: "", next: "" },
    mode: "onTouched",
  });
  const { errors } = form.formState;
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: () => {
        form.reset();
        toast.success("The password is changed.");
        return queryClient.invalidateQueries(trpc.account.sessions.pathFilter());
      },
    }),
  );
  return (
    <form noValidate onSubmit={form.handleSubmit((draft) => change.mutate(draft))}>
      <CardBody className="grid gap-4 md:grid-cols-2">
        <Field id="password-current" label="Password now" error={errors.current?.message}>
          {(control) => (
            <Input {...control} {...form.register("current")} type="password" autoComplete="current-password" />
          )}
        </Field>
        <Field
          id="password-next"
          label="New password"
          hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
          error={errors.next?.message}
        >
          {(control) => <Input {...control} {...form.register("next")} type="password" autoComplete="new-password" />}
        </Field>
        {change.error ? (
          <div className="col-span-full">
            <FieldError>{errorMessage(change.error)}</FieldError>
          </div>
        ) : null}
      </CardBody>
      <DialogFooter>
        <Button type="submit" busy={change.isPending}>
          Change password
        </Button>
      </DialogFooter>
    </form>
  );
}
