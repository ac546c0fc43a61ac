"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Tag } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

/** What a version is called, to find it again: "before the sale". */
export function NameVersion({ chainId, number, name }: { chainId: string; number: number; name: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(name);
  const save = useMutation(
    trpc.chains.nameVersion.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await queryClient.invalidateQueries({ queryKey: trpc.chains.versions.queryKey({ id: chainId }) });
      },
      onError: (error) => void toast.error("The name was not kept.", { description: errorMessage(error) }),
    }),
  );
  return (
    <Popover
      open={open}
      onOpenChange={(now) => {
        setTyped(name);
        setOpen(now);
      }}
    >
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost">
          <Tag /> {name === "" ? "Name it" : "Rename"}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={`Name of version ${number}`}>
        <form
          className="flex flex-col gap-3 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ id: chainId, number, name: typed });
          }}
        >
          <Field id={id} label={`Name of version ${number}`} hint="Empty: only its number.">
            {(control) => (
              <Input {...control} maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
          <Button type="submit" size="sm" variant="primary" className="self-end" busy={save.isPending}>
            Keep the name
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
