"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import type { Me } from "@/components/session/session";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { CardBody } from "@/components/ui/card";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const degrees = (limit: number, example: string) =>
  z
    .string()
    .trim()
    .refine((text) => text !== "" && Number.isFinite(Number(text)), `Write degrees as a number, like ${example}.`)
    .refine((text) => Math.abs(Number(text)) <= limit, `Must be between -${limit} and ${limit}.`);

const schema = z.object({
  name: z.string().trim().min(1, "Give the place a name.").max(100, "At most 100 characters."),
  latitude: degrees(90, "52.52"),
  longitude: degrees(180, "13.41"),
});
type HomeDraft = z.infer<typeof schema>;

const draftOf = (home: Me["home"]): HomeDraft => ({
  name: home?.name ?? "",
  latitude: home ? String(home.latitude) : "",
  longitude: home ? String(home.longitude) : "",
});

export function HomeForm({ home }: { home: Me["home"] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<HomeDraft>({ resolver: zodResolver(schema), defaultValues: draftOf(home), mode: "onTouched" });
  const { errors, isDirty } = form.formState;
  const save = useMutation(
    trpc.account.setHome.mutationOptions({
      onSuccess: (_answer, place) => {
        form.reset(draftOf(place));
        toast.success(place ? `Home is ${place.name}.` : "Home is forgotten.");
        return queryClient.invalidateQueries(trpc.session.me.pathFilter());
      },
    }),
  );
  const submit = form.handleSubmit(({ name, latitude, longitude }) =>
    save.mutate({ name, latitude: Number(latitude), longitude: Number(longitude) }),
  );
  return (
    <form noValidate onSubmit={submit}>
      <CardBody className="grid gap-4 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <Field id="home-name" label="Place" error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
        </Field>
        <Field id="home-latitude" label="Latitude" error={errors.latitude?.message}>
          {(control) => (
            <Input {...control} {...form.register("latitude")} inputMode="decimal" className="font-mono text-12" />
          )}
        </Field>
        <Field id="home-longitude" label="Longitude" error={errors.longitude?.message}>
          {(control) => (
            <Input {...control} {...form.register("longitude")} inputMode="decimal" className="font-mono text-12" />
          )}
        </Field>
        {save.error ? (
          <div className="col-span-full">
            <FieldError>{errorMessage(save.error)}</FieldError>
          </div>
        ) : null}
      </CardBody>
      <DialogFooter>
        {home ? (
          <Button variant="ghost" onClick={() => save.mutate(null)}>
            Forget it
          </Button>
        ) : null}
        <Button type="submit" disabled={!isDirty} busy={save.isPending}>
          Save home
        </Button>
      </DialogFooter>
    </form>
  );
}
