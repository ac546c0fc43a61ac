"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { passwordStrength } from "./password-strength";

export interface PasswordFieldProps {
  /** A new password gets a meter. */
  isNew?: boolean;
  error?: string;
  autoFocus?: boolean;
}

/** A password that can be shown; its form field is named `password`. */
export function PasswordField({ isNew, error, autoFocus }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [text, setText] = useState("");
  const strength = passwordStrength(text);
  return (
    <Field id="password" label="Password" hint={isNew ? strength.words : undefined} error={error}>
      {(control) => (
        <>
          <div className="relative">
            <Input
              {...control}
              name="password"
              type={shown ? "text" : "password"}
              autoComplete={isNew ? "new-password" : "current-password"}
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoFocus={autoFocus}
              required
              className="h-9 pr-10"
            />
            <button
              type="button"
              aria-label={shown ? "Hide the password" : "Show the password"}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
              className="absolute top-1 right-1 grid size-7 place-items-center rounded-md text-muted-foreground hover:text-foreground"
            >
              {shown ? <EyeOff className="size-4" aria-hidden /> : <Eye className="size-4" aria-hidden />}
            </button>
          </div>
          {isNew ? (
            <div className="grid grid-cols-4 gap-1" aria-hidden>
              {[1, 2, 3, 4].map((part) => (
                <i
                  key={part}
                  className={cn("h-1 rounded-full", part <= strength.score ? "bg-succeeded-solid" : "bg-pressed")}
                />
              ))}
            </div>
          ) : null}
        </>
      )}
    </Field>
  );
}
