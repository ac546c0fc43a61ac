"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CirclePlus, Pencil, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Builder } from "../builder";
import type { EditorKnowledge } from "../complete/knowledge";
import type { LocalCopy } from "../draft/local-copy";
import { BuilderHeader, HeaderBadge, ReasonedButton, whyNotSave } from "../panels/builder-header";
import type { Check } from "../use-check";

export interface NewChainEditorProps {
  knowledge: EditorKnowledge;
  start: string;
  copy: LocalCopy;
  /** To the choice of starting points; the text stays as unfinished. */
  onBack(): void;
}

/** The editor before there is a chain: the text lives in this browser until Create. */
export function NewChainEditor({ knowledge, start, copy, onBack }: NewChainEditorProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [text, setText] = useState(start);
  const [kept, setKept] = useState(true);
  useEffect(() => setKept(copy.write({ text, baseVersion: 0 })), [text, copy]);
  const create = useMutation(
    trpc.chains.create.mutationOptions({
      onSuccess: ({ id }) => {
        copy.remove();
        void queryClient.invalidateQueries(trpc.chains.list.pathFilter());
        router.replace(`/chains/${id}/edit`);
        toast.success("The chain is there. Run it when you like.");
      },
      onError: (error) => void toast.error("The chain was not created.", { description: errorMessage(error) }),
    }),
  );
  const busy = create.isPending || create.isSuccess;
  const submit = (check: Check) => {
    if (whyNotSave(check) === null && !busy) create.mutate({ source: text });
  };
  return (
    <Builder
      text={text}
      onText={setText}
      knowledge={knowledge}
      firstGraph={null}
      chainId={null}
      crumbs={[{ name: "Chains", href: "/chains" }, { name: "New chain" }]}
      onSave={submit}
      header={(check, name) => (
        <BuilderHeader
          title={name ?? "New chain"}
          check={check}
          badges={<HeaderBadge icon={<Pencil aria-hidden />}>Not created yet</HeaderBadge>}
          about={
            kept ? "Kept in this browser until you create it" : "This browser keeps nothing: create it before you leave"
          }
          actions={
            <>
              <Button onClick={onBack}>
                <Undo2 /> Start from something else
              </Button>
              <ReasonedButton variant="primary" why={whyNotSave(check)} busy={busy} onClick={() => submit(check)}>
                {busy ? null : <CirclePlus />} Create chain
              </ReasonedButton>
            </>
          }
        />
      )}
    />
  );
}
