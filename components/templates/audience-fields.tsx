import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import type { TemplateRow } from "@/server/services/templates/template-view";
import { AUDIENCES } from "./audience-words";

export interface Audience {
  visibility: TemplateRow["visibility"];
  /** One address a line. */
  emails: string;
}

/** The addresses that were typed. */
export const addressesOf = ({ emails }: Audience): string[] => emails.split(/[\s,;]+/).filter(Boolean);

/** Who sees a template. */
export function AudienceFields({ value, onChange }: { value: Audience; onChange(value: Audience): void }) {
  const id = useId();
  return (
    <>
      <div className="flex flex-col items-start gap-1.5">
        <span className="text-13 font-medium" aria-hidden>
          Who sees it
        </span>
        <Segmented
          label="Who sees it"
          value={value.visibility}
          onValueChange={(visibility) => onChange({ ...value, visibility })}
          options={(["private", "people", "server"] as const).map((name) => ({
            value: name,
            label: AUDIENCES[name].name,
          }))}
        />
      </div>
      {value.visibility === "people" ? (
        <Field id={`${id}-people`} label="People" hint="E-mail addresses of people on this server, one a line.">
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              spellCheck={false}
              value={value.emails}
              onChange={(event) => onChange({ ...value, emails: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
