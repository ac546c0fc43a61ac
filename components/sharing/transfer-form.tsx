"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useShareChange } from "./use-share-change";

/** Gives it away. Asked for in two steps, since it cannot be taken back by oneself. */
export function TransferForm({ object, onDone }: { object: { type: "chain" | "task"; id: string }; onDone(): void }) {
  const trpc = useTRPC();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const transfer = useMutation(
    trpc.sharing.transfer.mutationOptions(
      useShareChange(`The ${object.type} has a new owner. You edit it still.`, onDone),
    ),
  );
  if (!open) {
    return (
      <Button variant="ghost" size="sm" className="self-start" onClick={() => setOpen(true)}>
        Give it to somebody else
      </Button>
    );
  }
  return (
    <form
      className="flex items-end gap-2 border-t pt-4 max-md:flex-wrap"
      onSubmit={(event) => {
        event.preventDefault();
        transfer.mutate({ ...object, email });
      }}
    >
      <Field
        id={id}
        label="New owner"
        className="min-w-48 flex-1"
        hint={
          object.type === "chain"
            ? "From then on it uses their secrets. Its schedule pauses until they start it, and you stay as editor."
            : "From then on it uses their secrets, and you stay as editor."
        }
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            required
            maxLength={254}
            placeholder="name@example.com"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="destructive" busy={transfer.isPending} className="mb-[26px] max-md:mb-0">
        Give away
      </Button>
    </form>
  );
}
