"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";

const OPTIONS = [
  { value: "closed", label: "Nobody" },
  { value: "invitation", label: "Invited" },
  { value: "open", label: "Anyone" },
] as const;

const MEANING = {
  closed: "No new accounts. Open invitations do not work either.",
  invitation: "Only who has the link of an invitation.",
  open: "Whoever reaches this server can create an account.",
} as const;

export function SignUpMode() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mode = useQuery(trpc.admin.signUpMode.queryOptions());
  const set = useMutation(
    trpc.admin.setSignUpMode.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.admin.signUpMode.pathFilter()),
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  const shown = set.isPending ? set.variables.mode : mode.data?.mode;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Who may sign up</CardTitle>
      </CardHeader>
      <CardBody className="grid gap-2">
        {shown ? (
          <>
            <Segmented
              label="Who may sign up"
              className="flex [&>button]:flex-1"
              value={shown}
              options={OPTIONS}
              onValueChange={(next) => set.mutate({ mode: next })}
            />
            <p className="text-12 text-muted-foreground">{MEANING[shown]}</p>
          </>
        ) : (
          <Skeleton className="h-7" />
        )}
      </CardBody>
    </Card>
  );
}
