"use client";

import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { CodeBlock } from "@/components/shared/code-block";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import { answerText, requestText } from "./request-text";

const EXAMPLE = `type: webhook
params:
  url: https://hooks.example.com/orders
  body:
    step: "{{ task.name }}"
    status: "{{ task.status }}"
    total: "{{ output.total }}"
`;

/** Paste a hook, see what it would send of a sample, send it. */
export function HookTrial() {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const [source, setSource] = useState(EXAMPLE);
  const attempt = useMutation(
    trpc.hooks.tryOut.mutationOptions({ onError: (error) => void toast.error(errorMessage(error)) }),
  );
  const found = attempt.data;
  const type = /type:\s*(\w+)/.exec(source)?.[1] ?? "";
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <FlaskConical /> Try a hook
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent className="max-w-[640px]">
          <DialogHeader>
            <DialogTitle>Try a hook</DialogTitle>
            <DialogDescription>
              The sample is a step &quot;Sort by supplier&quot; that succeeded with <code>output.total</code> 31 and{" "}
              <code>input.order_id</code> 42.
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            <Field id="hook-source" label="Hook">
              {(control) => (
                <Textarea
                  {...control}
                  rows={10}
                  spellCheck={false}
                  className="font-mono text-12"
                  value={source}
                  onChange={(event) => setSource(event.target.value)}
                />
              )}
            </Field>
            {found?.diagnostics.map((one) => (
              <Note key={`${one.line}:${one.message}`} icon={FlaskConical} tone="s-failed" urgent>
                Line {one.line}: {one.message}
              </Note>
            ))}
            {found?.result?.reason ? (
              <Note icon={FlaskConical} tone="s-failed" urgent>
                {found.result.reason}
              </Note>
            ) : null}
            {found?.result?.request ? (
              <CodeBlock label="What it sends">{requestText(type, found.result.request)}</CodeBlock>
            ) : null}
            {found?.result?.answer ? <CodeBlock label="Answer">{answerText(found.result.answer)}</CodeBlock> : null}
          </DialogBody>
          <DialogFooter>
            <Button
              busy={attempt.isPending && !attempt.variables?.send}
              onClick={() => attempt.mutate({ source, send: false })}
            >
              Show what it sends
            </Button>
            <Button
              variant="primary"
              busy={attempt.isPending && attempt.variables?.send}
              disabled={type !== "webhook"}
              onClick={() => attempt.mutate({ source, send: true })}
            >
              Send it
            </Button>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    </>
  );
}
