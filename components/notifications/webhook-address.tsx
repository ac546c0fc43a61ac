"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "sonner";
import { CopyButton } from "@/components/shared/copy-button";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Where webhooks go. The secret that signs them is made with the address and shown once. */
export function WebhookAddress({ address }: { address: string | null }) {
  const id = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState(address ?? "");
  const [secret, setSecret] = useState<string | null>(null);
  const set = useMutation(
    trpc.notifications.setWebhook.mutationOptions({
      onSuccess: (answer, { url: now }) => {
        setSecret(answer.secret);
        if (now === null) toast.success("Nothing is sent by webhook any more.");
        return queryClient.invalidateQueries(trpc.notifications.settings.pathFilter());
      },
    }),
  );
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ url });
        }}
      >
        <CardBody className="flex flex-col gap-3">
          <Field
            id={`${id}-url`}
            label="Webhook address"
            hint="Signed by Standard Webhooks. A new address gets a new secret."
            error={set.error ? errorMessage(set.error) : undefined}
          >
            {(control) => (
              <span className="flex flex-wrap gap-2">
                <Input
                  {...control}
                  className="min-w-60 flex-1 font-mono text-12"
                  inputMode="url"
                  placeholder="https://example.com/chainwright"
                  value={url}
                  onChange={(event) => setUrl(event.target.value)}
                />
                <Button
                  type="submit"
                  busy={set.isPending}
                  disabled={url === "" || (url === address && secret === null)}
                >
                  Use it
                </Button>
                {address ? (
                  <Button
                    onClick={() => {
                      setUrl("");
                      set.mutate({ url: null });
                    }}
                  >
                    Remove
                  </Button>
                ) : null}
              </span>
            )}
          </Field>
          {secret ? (
            <div role="status" className="rounded-md border border-waiting-line bg-waiting-soft px-3 py-2.5 text-13">
              <p className="font-medium">Copy the secret now. It is not shown again.</p>
              <p className="mt-1 flex items-center gap-2">
                <code className="min-w-0 font-mono text-12 wrap-anywhere">{secret}</code>
                <CopyButton value={secret} label="Copy the secret" />
              </p>
            </div>
          ) : null}
        </CardBody>
      </form>
    </Card>
  );
}
