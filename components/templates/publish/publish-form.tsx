"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PackagePlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ChainView } from "@/server/services/chain-view";
import type { TemplateView } from "@/server/services/templates/template-view";
import { type Audience, AudienceFields, addressesOf } from "../audience-fields";
import { ParamWords, type ToldParams } from "./param-words";
import { PublishTest } from "./publish-test";

interface PublishFormProps {
  chain: ChainView;
  /** What was published of the chain before. */
  before: TemplateView | null;
  /** Steps whose results are fixed in tests. */
  fixed: string[];
}

/** What a template says of itself, who sees it, and the test that it has to pass. */
export function PublishForm({ chain, before, fixed }: PublishFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const [texts, setTexts] = useState({
    title: before?.title ?? chain.name,
    summary: before?.summary ?? chain.description ?? "",
    readme: before?.version.readme ?? "",
    notes: "",
  });
  const [told, setTold] = useState<ToldParams>(before?.version.told ?? {});
  const [audience, setAudience] = useState<Audience>({
    visibility: before?.visibility ?? "server",
    emails: before?.own?.people.map(({ email }) => email).join("\n") ?? "",
  });
  const [testId, setTestId] = useState<string | null>(null);
  const publish = useMutation(
    trpc.templates.publish.mutationOptions({
      onSuccess: ({ id, number }) => {
        void queries.invalidateQueries(trpc.templates.pathFilter());
        toast.success(`Version ${number} of ${texts.title} is published.`);
        router.push(`/templates/${id}`);
      },
    }),
  );
  const text = (name: keyof typeof texts) => ({
    value: texts[name],
    onChange: (event: { target: { value: string } }) => setTexts({ ...texts, [name]: event.target.value }),
  });
  const send = () =>
    publish.mutate({
      ...{ ...texts, chainId: chain.id, number: chain.version.number, params: told, testId: testId ?? "" },
      ...{ visibility: audience.visibility, emails: addressesOf(audience) },
    });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Card>
        <CardHeader>
          <CardTitle>{before ? `Version ${before.latest + 1} of the template` : "About the template"}</CardTitle>
          <span className="ml-auto text-12 text-muted-foreground">
            from version {chain.version.number} of the chain
          </span>
        </CardHeader>
        <CardBody className="flex flex-col gap-4">
          <Field id="publish-title" label="Title">
            {(control) => <Input {...control} maxLength={120} {...text("title")} />}
          </Field>
          <Field id="publish-summary" label="In one sentence" aside="optional">
            {(control) => <Input {...control} maxLength={300} {...text("summary")} />}
          </Field>
          <Field
            id="publish-readme"
            label="Readme"
            aside="optional"
            hint="What it does, what one needs, what it costs. Headings (#), lists (-), **loud words** and `code` are shown as such."
          >
            {(control) => <Textarea {...control} rows={8} maxLength={50_000} {...text("readme")} />}
          </Field>
          {before ? (
            <Field id="publish-notes" label="What is new" hint="Whoever has a copy reads this first.">
              {(control) => <Textarea {...control} rows={2} maxLength={2_000} {...text("notes")} />}
            </Field>
          ) : null}
          <AudienceFields value={audience} onChange={setAudience} />
        </CardBody>
      </Card>
      <ParamWords params={chain.params} told={told} onChange={setTold} />
      <PublishTest chain={chain} fixed={fixed} onPassed={setTestId} />
      {publish.error ? <FieldError>{errorMessage(publish.error)}</FieldError> : null}
      <div className="flex items-center justify-end gap-3">
        {testId === null ? (
          <span className="text-12 text-muted-foreground">It can be published when its test has passed.</span>
        ) : null}
        <Button
          type="submit"
          variant="primary"
          disabled={testId === null || texts.title.trim() === ""}
          busy={publish.isPending || publish.isSuccess}
        >
          <PackagePlus /> Publish
        </Button>
      </div>
    </form>
  );
}
