"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { ALL_SCOPES, TOKEN_SCOPES } from "@/server/services/token-scopes";
import type { TokenView } from "@/server/services/tokens";

const TERMS = [
  { value: "7", name: "in 7 days" },
  { value: "30", name: "in 30 days" },
  { value: "90", name: "in 90 days" },
  { value: "365", name: "in a year" },
  { value: "never", name: "never" },
];
const SCOPES = [...Object.entries(TOKEN_SCOPES), [ALL_SCOPES, "everything you may"] as const];

/** The form of another token. */
export function NewToken({ onMade }: { onMade(token: TokenView & { token: string }): void }) {
  const trpc = useTRPC();
  const id = useId();
  const [name, setName] = useState("");
  const [term, setTerm] = useState("90");
  const [scopes, setScopes] = useState<readonly string[]>(["executions:read", "chains:run"]);
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
      onSuccess: (made) => {
        setName("");
        onMade(made);
      },
    }),
  );
  const submit = () =>
    create.mutate({ name, scopes: [...scopes], expiresInDays: term === "never" ? null : Number(term) });
  return (
    <Card>
      <CardHeader>
        <CardTitle>New token</CardTitle>
      </CardHeader>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <CardBody className="flex flex-col gap-4">
          <div className="grid gap-4 md:grid-cols-2">
            <Field id={`${id}-name`} label="Name">
              {(control) => (
                <Input
                  {...control}
                  required
                  maxLength={100}
                  placeholder="What it is for"
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Field id={`${id}-term`} label="Expires">
              {(control) => (
                <Select value={term} onValueChange={setTerm}>
                  <SelectTrigger {...control}>
                    <SelectValue />
                  </SelectTrigger>
                  <SelectContent>
                    {TERMS.map((one) => (
                      <SelectItem key={one.value} value={one.value}>
                        {one.name}
                      </SelectItem>
                    ))}
                  </SelectContent>
                </Select>
              )}
            </Field>
          </div>
          <fieldset>
            <legend className="mb-2 flex w-full text-13 font-medium">
              Scopes
              <span className="ml-auto text-12 font-normal text-muted-foreground">
                {scopes.length} of {SCOPES.length}
              </span>
            </legend>
            <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
              {SCOPES.map(([scope, about]) => (
                <div key={scope} className="flex gap-2">
                  <Checkbox
                    id={`${id}-${scope}`}
                    className="mt-0.5"
                    checked={scopes.includes(scope)}
                    onCheckedChange={(on) =>
                      setScopes(on ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                    }
                  />
                  <label htmlFor={`${id}-${scope}`} className="text-12">
                    <span className="block font-mono">{scope}</span>
                    <span className="block text-muted-foreground">{about}</span>
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
          {create.error ? <FieldError>{errorMessage(create.error)}</FieldError> : null}
        </CardBody>
        <div className="flex items-center justify-between gap-3 border-t px-4 py-3">
          <span className="text-12 text-muted-foreground">Shown once, right after this.</span>
          <Button type="submit" disabled={name.trim() === "" || scopes.length === 0} busy={create.isPending}>
            Create token
          </Button>
        </div>
      </form>
    </Card>
  );
}
