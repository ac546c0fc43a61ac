import { ChipsInput } from "@/components/shared/chips-input";
import { Field, type FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { SettingView } from "@/server/services/server-settings";

interface SettingFieldProps {
  setting: SettingView;
  /** As it stands in the form. */
  value: string;
  error?: string;
  onChange(value: string): void;
}

/** One setting of the server. What the environment sets is shown and cannot be changed. */
export function SettingField({ setting, value, error, onChange }: SettingFieldProps) {
  const { name, kind, title, source } = setting;
  const fixed = source === "environment";
  const hint = fixed ? (
    <>
      Set by the environment, read-only here. Change <code className="font-mono">{name}</code> and start again.
    </>
  ) : (
    setting.hint
  );
  const field = { id: `setting-${name}`, error, hint };
  if (kind === "flag")
    return (
      <Field {...field} label={title} inline>
        {(control) => (
          <Switch
            id={control.id}
            aria-describedby={control["aria-describedby"]}
            checked={value === "true"}
            disabled={fixed}
            onCheckedChange={(on) => onChange(String(on))}
          />
        )}
      </Field>
    );
  if (kind === "hosts")
    return (
      <Field {...field} label={title}>
        {(control) => hostsOf(control)}
      </Field>
    );
  return (
    <Field {...field} label={title} aside={usualWords(setting, value)} inline>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            inputMode={kind === "days" ? "text" : "numeric"}
            autoComplete="off"
            readOnly={fixed}
            className="w-20 text-right font-mono text-12 read-only:border-border-strong read-only:bg-muted"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          <span className="w-20 text-13 text-foreground-2">{value === "all" ? "" : setting.unit}</span>
        </span>
      )}
    </Field>
  );

  function hostsOf(control: FieldControl) {
    const values = value.split(",").filter((host) => host !== "");
    return (
      <ChipsInput
        control={control}
        values={values}
        readOnly={fixed}
        placeholder="none; type a host, then Enter"
        onChange={(hosts) => onChange(hosts.join(","))}
      />
    );
  }
}

/** The default, where the value is another one. */
function usualWords({ usual, source }: SettingView, value: string): string | undefined {
  return source === "environment" || value === usual ? undefined : `usually ${usual}`;
}
