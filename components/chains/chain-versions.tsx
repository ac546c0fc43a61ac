"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NameVersion } from "@/components/chain-builder/versions/name-version";
import { RestoreVersion } from "@/components/chain-builder/versions/restore-version";
import { VersionCompare } from "@/components/chain-builder/versions/version-compare";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { VersionRow } from "@/server/services/chain-view";
import { ChainDefinition } from "./chain-definition";

export interface ChainVersionsProps {
  chainId: string;
  newest: number;
  name: string;
}

/** All versions, newest first; the chosen one beside them. Running executions keep the version they started with. */
export function ChainVersions({ chainId, newest, name }: ChainVersionsProps) {
  const trpc = useTRPC();
  const [number, setNumber] = useState(newest);
  const versions = useQuery(trpc.chains.versions.queryOptions({ id: chainId }));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[320px_minmax(0,1fr)]">
      <Card className="max-h-[80dvh] overflow-y-auto">
        {versions.error ? (
          <QueryProblem error={versions.error} what="the versions" onRetry={() => versions.refetch()} />
        ) : !versions.data ? (
          <TableSkeleton rows={3} />
        ) : (
          <ul aria-label="Versions">
            {versions.data.items.map((item) => (
              <VersionItem
                key={item.id}
                item={item}
                newest={newest}
                chosen={item.number === number}
                onChoose={() => setNumber(item.number)}
              />
            ))}
          </ul>
        )}
      </Card>
      <ChosenVersion
        key={number}
        {...{ chainId, newest, name, number }}
        items={versions.data?.items ?? NONE}
        onRestored={setNumber}
      />
    </div>
  );
}

function VersionItem({
  item,
  newest,
  chosen,
  onChoose,
}: {
  item: VersionRow;
  newest: number;
  chosen: boolean;
  onChoose(): void;
}) {
  return (
    <li className="border-b last:border-b-0">
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={cn(
          "w-full px-4 py-2 text-left text-13 hover:bg-muted focus-visible:outline-offset-[-2px]",
          chosen && "bg-pressed shadow-[inset_2px_0_0_var(--foreground)] hover:bg-pressed",
        )}
      >
        <span className="flex items-center gap-2">
          <b className="min-w-0 truncate font-medium">
            Version {item.number}
            {item.name ? <span className="font-normal">, {item.name}</span> : null}
          </b>
          {item.number === newest ? <Badge>newest</Badge> : null}
          <span className="ml-auto text-12 text-muted-foreground">
            <Time at={item.createdAt} />
          </span>
        </span>
        <span className="block text-12 text-muted-foreground">
          {[item.createdBy, item.number === 1 ? "The first." : item.changes].filter(Boolean).join(": ")}
        </span>
      </button>
    </li>
  );
}

const NONE: readonly VersionRow[] = [];

interface ChosenProps extends ChainVersionsProps {
  number: number;
  items: readonly VersionRow[];
  onRestored(number: number): void;
}

/** Beside the list: the text of a version, or what is different between it and another one. */
function ChosenVersion({ chainId, newest, name, number, items, onRestored }: ChosenProps) {
  const trpc = useTRPC();
  const [other, setOther] = useState<number | null>(number > 1 ? number - 1 : null);
  const version = useQuery(trpc.chains.version.queryOptions({ id: chainId, number }));
  const against = useQuery({
    ...trpc.chains.version.queryOptions({ id: chainId, number: other ?? 1 }),
    enabled: other !== null,
  });
  if (version.error || against.error) {
    const failed = version.error ? version : against;
    return <QueryProblem error={failed.error} what={`version ${number}`} onRetry={() => failed.refetch()} />;
  }
  if (!version.data || (other !== null && !against.data)) {
    return (
      <Card>
        <TableSkeleton rows={4} />
      </Card>
    );
  }
  const { source, language } = version.data;
  const older = other !== null && other < number;
  const [mine, theirs] = [
    { label: `version ${number}`, text: source },
    { label: `version ${other}`, text: against.data?.source ?? "" },
  ];
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          value={other === null ? "none" : String(other)}
          onValueChange={(next) => setOther(next === "none" ? null : Number(next))}
        >
          <SelectTrigger aria-label={`Compare version ${number} with`} className="w-56">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="none">The whole text</SelectItem>
            {items
              .filter((one) => one.number !== number)
              .map((one) => (
                <SelectItem key={one.number} value={String(one.number)}>
                  Compared with version {one.number}
                  {one.name ? `, ${one.name}` : ""}
                </SelectItem>
              ))}
          </SelectContent>
        </Select>
        <span className="ml-auto flex gap-2">
          <NameVersion
            chainId={chainId}
            number={number}
            name={items.find((one) => one.number === number)?.name ?? ""}
          />
          {number < newest ? <RestoreVersion {...{ chainId, number, newest, source, onRestored }} /> : null}
        </span>
      </div>
      {other === null ? (
        <ChainDefinition source={source} name={name} language={language} />
      ) : (
        <Card className="min-w-0 overflow-hidden">
          <VersionCompare before={older ? theirs : mine} after={older ? mine : theirs} />
        </Card>
      )}
    </div>
  );
}
