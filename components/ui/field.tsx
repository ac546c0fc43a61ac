import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { Label } from "./label";

export interface FieldControl {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

export interface FieldProps {
  id: string;
  label: ReactNode;
  /** At the right of the label: "optional", a type, a link. */
  aside?: ReactNode;
  hint?: ReactNode;
  /** One sentence: what is wrong with the value and what fits. */
  error?: string;
  className?: string;
  /** The control stands at the right of the label, for short values; hint and error below both. */
  inline?: boolean;
  /** Draws the control with the attributes that tie it to label, hint and error. */
  children: (control: FieldControl) => ReactNode;
}

/** A labelled control. Hint and error are announced with it; the error has an icon beside its colour. */
export function Field({ id, label, aside, hint, error, className, inline = false, children }: FieldProps) {
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div
      data-slot="field"
      className={cn(
        "min-w-0 gap-1.5",
        inline ? "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 [&>p]:col-span-2" : "flex flex-col",
        className,
      )}
    >
      <div className="flex items-baseline gap-1.5">
        <Label htmlFor={id}>{label}</Label>
        {aside ? <span className="ml-auto text-12 text-muted-foreground">{aside}</span> : null}
      </div>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined })}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-12 text-muted-foreground">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-12 text-failed">
      <OctagonX className="mt-px size-3.5" aria-hidden />
      <span>{children}</span>
    </p>
  );
}
