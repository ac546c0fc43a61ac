"use client";

import { OctagonX } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { PasswordField } from "./password-field";
import { safeNext, signInWithPassword } from "./sign-in";

/** E-mail and password. Why it did not work stands above the fields. */
export function SignInForm({ next }: { next: string | null }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (form: FormData) => {
    setBusy(true);
    const failure = await signInWithPassword(String(form.get("email") ?? ""), String(form.get("password") ?? ""));
    if (failure === null) {
      // A whole new page: nothing of the time before the sign-in stays in memory.
      window.location.assign(safeNext(next));
      return;
    }
    setProblem(failure);
    setBusy(false);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {problem ? (
        <Note icon={OctagonX} tone="s-failed" urgent>
          {problem}
        </Note>
      ) : null}
      <Field id="email" label="E-mail">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required autoFocus className="h-9" />
        )}
      </Field>
      <PasswordField />
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {busy ? "Signing in" : "Sign in"}
      </Button>
      <p className="text-12 text-muted-foreground">
        No account?{" "}
        <Link href="/sign-up" className="link">
          Create one
        </Link>
        , if the administrator of this server allows it, or ask for an invitation.
      </p>
    </form>
  );
}
