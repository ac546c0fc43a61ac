"use client";

import { OctagonX } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Note } from "@/components/ui/note";
import { PasswordField } from "./password-field";
import { signInWithPassword } from "./sign-in";

export interface AccountFormState {
  error?: { field?: string; message: string };
  ok?: true;
}

export interface AccountFormProps {
  /** Creates the account on the server. */
  action: (state: AccountFormState, form: FormData) => Promise<AccountFormState>;
  /** `setup` creates the administrator, `sign-up` an ordinary account. */
  kind: "setup" | "sign-up";
  /** The token of the set-up, or the code of the invitation, from the link. */
  secret: string | null;
}

/** Name, e-mail, password; then signs the new person in. */
export function AccountForm({ action, kind, secret }: AccountFormProps) {
  const [state, setState] = useState<AccountFormState>({});
  const [pending, startTransition] = useTransition();
  const secretName = kind === "setup" ? "token" : "invitation";
  const submit = (form: FormData) =>
    startTransition(async () => {
      const answer = await action({}, form);
      setState(answer);
      if (!answer.ok) return;
      const failure = await signInWithPassword(String(form.get("email")), String(form.get("password")));
      window.location.assign(failure === null ? "/chains" : "/sign-in");
    });
  const errorOf = (field: string) => (state.error?.field === field ? state.error.message : undefined);
  const general = state.error && !["name", "email", "password", secretName].includes(state.error.field ?? "");
  const busy = pending || state.ok === true;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {general ? (
        <Note icon={OctagonX} tone="s-failed" urgent>
          {state.error?.message}
        </Note>
      ) : null}
      <SecretField kind={kind} name={secretName} secret={secret} error={errorOf(secretName)} />
      <Field id="name" label="Name" error={errorOf("name")}>
        {(control) => <Input {...control} name="name" autoComplete="name" required className="h-9" />}
      </Field>
      <Field id="email" label="E-mail" error={errorOf("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required className="h-9" />}
      </Field>
      <PasswordField isNew error={errorOf("password")} />
      {kind === "setup" ? <SamplesField /> : null}
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {busy ? "Creating" : kind === "setup" ? "Create administrator" : "Create account"}
      </Button>
      {kind === "sign-up" ? (
        <p className="text-12 text-muted-foreground">
          Already have an account?{" "}
          <Link href="/sign-in" className="link">
            Sign in
          </Link>
          .
        </p>
      ) : null}
    </form>
  );
}

interface SecretFieldProps {
  kind: AccountFormProps["kind"];
  name: string;
  secret: string | null;
  error?: string;
}

/** Usually the link brings it; then the field stays hidden unless the server refuses it. */
function SecretField({ kind, name, secret, error }: SecretFieldProps) {
  if (secret && !error) return <input type="hidden" name={name} value={secret} />;
  return (
    <Field
      id={name}
      label={kind === "setup" ? "Set-up token" : "Invitation"}
      aside={kind === "setup" ? undefined : "if you have one"}
      hint={
        kind === "setup" ? "The terminal that runs the server shows it." : "The code at the end of the link you got."
      }
      error={error}
    >
      {(control) => (
        <Input
          {...control}
          name={name}
          defaultValue={secret ?? ""}
          autoComplete="off"
          className="h-9 font-mono text-12"
        />
      )}
    </Field>
  );
}

function SamplesField() {
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox id="samples" name="samples" defaultChecked className="mt-0.5" aria-describedby="samples-hint" />
      <span>
        <Label htmlFor="samples" className="font-normal">
          Install the sample chains
        </Label>
        <span id="samples-hint" className="block text-12 text-muted-foreground">
          They drive the built-in demo shop and need no key. You can delete them later.
        </span>
      </span>
    </div>
  );
}
