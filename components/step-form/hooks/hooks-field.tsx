"use client";

import { Plus } from "lucide-react";
import { useId } from "react";
import { MOMENT_WORDS } from "@/components/hooks/moment-words";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { HOOK_MOMENTS, HOOK_TYPES, type HookMoment, type HookType } from "@/server/core/hooks/words";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { useFormScene } from "../form-scene";
import { HookCard } from "./hook-card";
import { HOOK_KINDS, newHook } from "./hook-examples";
import type { HookFacts } from "./hook-values";

/** What is told to others, by moment: of a step, or of the whole chain. */
export function HooksField({ value, facts }: { value: JsonValue | undefined; facts: HookFacts }) {
  const hooks = isObject(value) ? value : {};
  const moments = HOOK_MOMENTS.filter((moment) => facts.step === null || moment !== "workflow_finished");
  return (
    <div className="flex flex-col gap-5">
      {moments.map((moment) => (
        <MomentHooks key={moment} {...{ moment, facts, all: hooks }} />
      ))}
      <p className="text-12 text-muted-foreground">
        Hooks never keep a step waiting, unless their failure is to fail it. What they sent is on the page Deliveries.
      </p>
    </div>
  );
}

function MomentHooks({ moment, facts, all }: { moment: HookMoment; facts: HookFacts; all: JsonObject }) {
  const id = useId();
  const { onChange } = useFormScene();
  const written = all[moment];
  const hooks = Array.isArray(written) ? written : [];
  const set = (next: JsonValue[]) => {
    const rest = Object.keys(all).filter((key) => key !== moment);
    if (next.length > 0) onChange(["hooks", moment], next);
    else onChange(rest.length > 0 ? ["hooks", moment] : ["hooks"], undefined);
  };
  const move = (from: number, to: number) => {
    const next = [...hooks];
    next.splice(to, 0, ...next.splice(from, 1));
    set(next);
  };
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h3 id={id} className="flex-1 text-13 font-medium">
          {MOMENT_WORDS[facts.step ? "step" : "chain"][moment]}
        </h3>
        <AddHook label={id} onAdd={(type) => set([...hooks, newHook(type, moment)])} />
      </div>
      {hooks.length === 0 ? (
        <p className="text-12 text-muted-foreground">Nobody is told.</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {hooks.map((hook, index) => (
            <HookCard
              // biome-ignore lint/suspicious/noArrayIndexKey: a hook is its place
              key={index}
              {...{ hook, hooks, index, moment, facts }}
              onMove={(to) => move(index, to)}
              onRemove={() => set(hooks.filter((_, place) => place !== index))}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function AddHook({ label, onAdd }: { label: string; onAdd(type: HookType): void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="xs" className="-mr-2 text-live" aria-describedby={label}>
          <Plus /> Add a hook
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-w-80">
        {HOOK_TYPES.map((type) => {
          const { icon: Icon, name, about } = HOOK_KINDS[type];
          return (
            <DropdownMenuItem key={type} onSelect={() => onAdd(type)} className="h-auto items-start gap-2.5 py-1.5">
              <Icon className="mt-0.5" />
              <span>
                <span className="block">{name}</span>
                <span className="block text-12 text-muted-foreground">{about}</span>
              </span>
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
