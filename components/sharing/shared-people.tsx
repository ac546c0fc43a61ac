"use client";

import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { Avatar } from "@/components/shared/avatar";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import type { SharesView } from "@/server/services/sharing";
import { RoleSelect } from "./role-select";
import type { SharedObject } from "./share-dialog";
import { useShareChange } from "./use-share-change";

interface SharedPeopleProps {
  object: SharedObject;
  view: SharesView;
  mayChange: boolean;
  /** The reader has left. */
  onLeft(): void;
}

/** Its owner and those with whom it is shared; for others than the owner only themselves. */
export function SharedPeople({ object, view, mayChange, onLeft }: SharedPeopleProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const give = useMutation(trpc.sharing.give.mutationOptions(useShareChange()));
  const remove = useMutation(trpc.sharing.remove.mutationOptions(useShareChange()));
  const leave = useMutation(
    trpc.sharing.remove.mutationOptions(
      useShareChange("You have left it.", () => {
        onLeft();
        router.push(object.type === "chain" ? "/chains" : object.type === "task" ? "/tasks" : "/executions");
      }),
    ),
  );
  return (
    <ul aria-label="People" className="flex flex-col">
      {view.owner ? (
        <Person name={view.owner.name} email={view.owner.email} you={view.owner.you}>
          <span className="text-12 text-muted-foreground">owner</span>
        </Person>
      ) : null}
      {view.people.map((person) => (
        <Person key={person.userId} name={person.name} email={person.email} you={person.you}>
          {mayChange ? (
            <>
              <RoleSelect
                value={person.role}
                label={`Role of ${person.name}`}
                disabled={give.isPending}
                onChange={(role) => give.mutate({ ...object, email: person.email, role })}
              />
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Take the share of ${person.name} back`}
                onClick={() => remove.mutate({ ...object, userId: person.userId })}
              >
                <X />
              </Button>
            </>
          ) : (
            <>
              <span className="text-12 text-muted-foreground">{person.role}</span>
              {person.you ? (
                <Button
                  size="sm"
                  busy={leave.isPending}
                  onClick={() => leave.mutate({ ...object, userId: person.userId })}
                >
                  Leave
                </Button>
              ) : null}
            </>
          )}
        </Person>
      ))}
      {mayChange && view.people.length === 0 ? (
        <li className="border-t py-3 text-13 text-muted-foreground">
          Nobody else sees it yet. Add somebody by the address with which they sign in.
        </li>
      ) : null}
    </ul>
  );
}

function Person(props: { name: string; email: string; you: boolean; children: React.ReactNode }) {
  const { name, email, you, children } = props;
  return (
    <li className="flex min-h-12 items-center gap-2.5 border-t py-1.5 first:border-t-0">
      <Avatar name={name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-13 font-medium">
          {name}
          {you ? ", you" : ""}
        </span>
        <span className="block truncate text-12 text-muted-foreground">{email}</span>
      </span>
      {children}
    </li>
  );
}
