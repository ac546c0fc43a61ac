"use client";

import { FlaskConical } from "lucide-react";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { ParamField } from "@/components/chains/param-field";
import { firstDrafts, type ParamDrafts, readDrafts } from "@/components/chains/param-values";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { JsonObject } from "@/server/core/json";
import type { PlanParam } from "@/server/core/plan/plan";

export interface TestParamsProps {
  open: boolean;
  params: Readonly<Record<string, PlanParam>>;
  first: JsonObject;
  onClose(): void;
  onGo(values: JsonObject): void;
}

/** The parameters with which tests run; they are asked for once a visit. */
export function TestParams({ open, onClose, ...form }: TestParamsProps) {
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Parameters for tests</DialogTitle>
          <DialogDescription>They are kept for the next test, until you leave the builder.</DialogDescription>
        </DialogHeader>
        {open ? <Form {...form} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function Form({ params, first, onGo }: Omit<TestParamsProps, "open" | "onClose">) {
  const defaultValues = useMemo(() => firstDrafts(params, first), [params, first]);
  const form = useForm<ParamDrafts>({
    defaultValues,
    mode: "onTouched",
    resolver: (drafts) => {
      const read = readDrafts(params, drafts);
      if (read.ok) return { values: drafts, errors: {} };
      const errors = Object.entries(read.errors).map(([name, message]) => [name, { type: "invalid", message }]);
      return { values: {}, errors: Object.fromEntries(errors) };
    },
  });
  const submit = form.handleSubmit((drafts) => {
    const read = readDrafts(params, drafts);
    if (read.ok) onGo(read.values);
  });
  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={submit}>
      <DialogBody>
        {Object.entries(params).map(([name, param]) => (
          <ParamField key={name} name={name} param={param} form={form} idPrefix="test-param" />
        ))}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary">
          <FlaskConical /> Test
        </Button>
      </DialogFooter>
    </form>
  );
}
