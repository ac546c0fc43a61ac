import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PlanParam } from "@/server/core/plan/plan";
import type { TemplateVersionView } from "@/server/services/templates/template-view";

export type ToldParams = TemplateVersionView["told"];

interface ParamWordsProps {
  params: Readonly<Record<string, PlanParam>>;
  told: ToldParams;
  onChange(told: ToldParams): void;
}

/** What an author says about each parameter, for those who fill in the form. */
export function ParamWords({ params, told, onChange }: ParamWordsProps) {
  const names = Object.keys(params);
  if (names.length === 0) return null;
  const set = (name: string, key: "description" | "example", value: string) => {
    const { [key]: _, ...rest } = told[name] ?? {};
    onChange({ ...told, [name]: value === "" ? rest : { ...rest, [key]: value } });
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>Parameters</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        {names.map((name) => (
          <fieldset key={name} className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-3 max-md:grid-cols-1">
            <legend className="mb-1 font-mono text-12 text-muted-foreground">{name}</legend>
            <Field id={`told-${name}`} label="Description">
              {(control) => (
                <Input
                  {...control}
                  maxLength={500}
                  value={told[name]?.description ?? ""}
                  placeholder={params[name]?.description}
                  onChange={(event) => set(name, "description", event.target.value)}
                />
              )}
            </Field>
            <Field id={`example-${name}`} label="Example">
              {(control) => (
                <Input
                  {...control}
                  maxLength={500}
                  value={told[name]?.example ?? ""}
                  onChange={(event) => set(name, "example", event.target.value)}
                />
              )}
            </Field>
          </fieldset>
        ))}
      </CardBody>
    </Card>
  );
}
