import { Globe, Lock, type LucideIcon, Users } from "lucide-react";
import { plural } from "@/components/shared/format";
import type { TemplateAuthor, TemplateRow } from "@/server/services/templates/template-view";

type Visibility = TemplateRow["visibility"];

export const AUDIENCES: Record<Visibility, { icon: LucideIcon; name: string }> = {
  server: { icon: Globe, name: "Everyone here" },
  people: { icon: Users, name: "Some people" },
  private: { icon: Lock, name: "Only me" },
};

/** Who sees a template, with an icon. */
export function AudienceWords({ visibility, people = 0 }: { visibility: Visibility; people?: number }) {
  const { icon: Icon } = AUDIENCES[visibility];
  const word =
    visibility === "server"
      ? "everyone"
      : visibility === "private"
        ? "only its author"
        : people > 0
          ? plural(people, "person", "people")
          : "some people";
  return (
    <span className="inline-flex items-center gap-1">
      <Icon className="size-3" aria-hidden /> {word}
    </span>
  );
}

export const authorName = (author: TemplateAuthor): string =>
  author === null ? "Chainwright" : author.you ? "you" : author.name;
