"use client";

import { useMe } from "@/components/session/session";
import { Avatar } from "@/components/shared/avatar";
import { plural } from "@/components/shared/format";
import { CommandGroup, CommandItem } from "@/components/ui/command";
import type { Companion } from "@/server/services/people";

interface FoundPeopleProps {
  people: readonly Companion[];
  onOpen(href: string): void;
}

/** People, each with what one may look at because of them: the chains in common, and for administrators what they did. */
export function FoundPeople({ people, onOpen }: FoundPeopleProps) {
  const isAdmin = useMe()?.role === "admin";
  if (people.length === 0) return null;
  return (
    <CommandGroup heading="People">
      {people.flatMap((person) => [
        person.chains > 0 ? (
          <CommandItem
            key={`chains ${person.id}`}
            value={`person ${person.id}`}
            onSelect={() => onOpen(`/chains?person=${person.id}`)}
          >
            <PersonWords person={person} words={`${plural(person.chains, "chain")} in common`} />
          </CommandItem>
        ) : null,
        isAdmin ? (
          <CommandItem
            key={`log ${person.id}`}
            value={`log ${person.id}`}
            onSelect={() => onOpen(`/admin/audit?actor=${person.id}`)}
          >
            <PersonWords person={person} words="in the audit log" />
          </CommandItem>
        ) : null,
      ])}
    </CommandGroup>
  );
}

/** The entry of somebody that stands first. */
export const firstWay = ({ id, chains }: Companion): string => `${chains > 0 ? "person" : "log"} ${id}`;

function PersonWords({ person: { name, email }, words }: { person: Companion; words: string }) {
  return (
    <>
      <Avatar name={name} />
      <span className="flex-none truncate font-medium max-md:max-w-[50%]">{name}</span>
      <span className="truncate text-12 text-muted-foreground">{email}</span>
      <span className="ml-auto flex-none text-12 text-muted-foreground">{words}</span>
    </>
  );
}
