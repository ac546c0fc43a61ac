"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp, Blocks } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/trpc/client";
import { may, type Role } from "@/server/core/access/roles";

/** On the page of a chain: of which template it is a copy, and that there is a newer version. */
export function ChainOrigin({ chainId, role }: { chainId: string; role: Role }) {
  const trpc = useTRPC();
  const { data: origin } = useQuery(trpc.templates.origin.queryOptions({ chainId }));
  if (!origin) return null;
  const { templateId, title, version, latest } = origin;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 text-12">
      <Blocks className="size-3.5" aria-hidden />
      <span>
        From{" "}
        {latest === null ? (
          title
        ) : (
          <Link href={`/templates/${templateId}`} className="underline">
            {title}
          </Link>
        )}
        , version {version}
      </span>
      {latest !== null && latest > version && may(role, "chain", "edit") ? (
        <Link
          href={`/templates/${templateId}/update/${chainId}`}
          className="inline-flex items-center gap-1 font-medium text-live hover:underline"
        >
          <ArrowUp className="size-3.5" aria-hidden /> Version {latest} is there
        </Link>
      ) : null}
    </span>
  );
}
