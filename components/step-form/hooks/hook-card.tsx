"use client";

import { ChevronDown, ChevronRight, ChevronUp, FlaskConical, X } from "lucide-react";
import { useState } from "react";
import { HookTrialDialog } from "@/components/hooks/hook-trial-dialog";
import { MOMENT_WORDS } from "@/components/hooks/moment-words";
import { Button } from "@/components/ui/button";
import { targetOf } from "@/server/core/hooks/target";
import { HOOK_TYPES, type HookMoment, type HookType } from "@/server/core/hooks/words";
import type { JsonObject, JsonValue } from "@/server/core/json";
import { useFormScene, useProblem } from "../form-scene";
import { HOOK_KINDS, UNKNOWN_KIND } from "./hook-examples";
import { HookFields } from "./hook-fields";
import type { HookFacts } from "./hook-values";
import { knownSample, trialSource } from "./trial-of";

export interface HookCardProps {
  hook: JsonValue;
  /** All of the moment, in order. */
  hooks: readonly JsonValue[];
  index: number;
  moment: HookMoment;
  facts: HookFacts;
  onMove(to: number): void;
  onRemove(): void;
}

/** One hook: what it does on a line, its fields when it is open, and a test of it. */
export function HookCard({ hook, hooks, index, moment, facts, onMove, onRemove }: HookCardProps) {
  const { onEditText } = useFormScene();
  const path = ["hooks", moment, index] as const;
  const problem = useProblem(path, true);
  const [open, setOpen] = useState(false);
  const [testing, setTesting] = useState(false);
  const known = asHook(hook);
  const Icon = known ? HOOK_KINDS[known.type].icon : UNKNOWN_KIND;
  const name = known ? HOOK_KINDS[known.type].name : "Hook";
  const what = `${name} ${index + 1}`;
  return (
    <li className="flex flex-col rounded-md border">
      <div className="flex items-center gap-1 py-1 pr-1 pl-1">
        <button
          type="button"
          aria-expanded={open}
          className="flex min-w-0 flex-1 items-center gap-2 rounded-sm px-1 py-1 text-left text-13 hover:bg-muted"
          onClick={() => setOpen(!open)}
        >
          {open ? (
            <ChevronDown className="size-3.5 flex-none text-muted-foreground" aria-hidden />
          ) : (
            <ChevronRight className="size-3.5 flex-none text-muted-foreground" aria-hidden />
          )}
          <Icon className="size-4 flex-none text-foreground-2" aria-hidden />
          <span className="flex-none font-medium">{name}</span>
          <span className="truncate font-mono text-12 text-muted-foreground">{known ? targetOf(known) : ""}</span>
          {known?.onError === "fail" ? (
            <span className="ml-auto flex-none text-11 text-muted-foreground">decides</span>
          ) : null}
        </button>
        {known ? (
          <Button size="xs" aria-label={`Test ${what}`} onClick={() => setTesting(true)}>
            <FlaskConical /> Test
          </Button>
        ) : null}
        <Button
          variant="ghost"
          size="icon-xs"
          disabled={index === 0}
          aria-label={`Move ${what} up`}
          onClick={() => onMove(index - 1)}
        >
          <ChevronUp />
        </Button>
        <Button
          variant="ghost"
          size="icon-xs"
          disabled={index === hooks.length - 1}
          aria-label={`Move ${what} down`}
          onClick={() => onMove(index + 1)}
        >
          <ChevronDown />
        </Button>
        <Button variant="ghost" size="icon-xs" aria-label={`Remove ${what}`} onClick={onRemove}>
          <X />
        </Button>
      </div>
      {problem && !open ? <p className="px-3 pb-2 text-12 text-failed">{problem.message}</p> : null}
      {open && known ? (
        <HookFields {...{ path, type: known.type, hook: known.written, hooks, index, moment, facts }} />
      ) : null}
      {open && onEditText ? (
        <p className="border-t px-3 py-2 text-12 text-muted-foreground">
          {known ? "It stands under hooks in the YAML. " : "This hook can only be edited in YAML. "}
          <button type="button" className="text-live hover:underline" onClick={() => onEditText(path)}>
            Go there
          </button>
        </p>
      ) : null}
      {testing && known ? (
        <HookTrialDialog
          source={trialSource(hooks, index)}
          moment={moment}
          known={knownSample(moment, facts)}
          about={`${MOMENT_WORDS[facts.step ? "step" : "chain"][moment]}. What you change here is not taken over into the chain.`}
          onClose={() => setTesting(false)}
        />
      ) : null}
    </li>
  );
}

/** The hook, if its type is known. */
function asHook(value: JsonValue) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const type = HOOK_TYPES.find((one): one is HookType => one === value.type);
  if (!type) return null;
  const { params } = value;
  const isMap = typeof params === "object" && params !== null && !Array.isArray(params);
  const onError = value.on_error === "fail" ? ("fail" as const) : ("continue" as const);
  const shown: JsonObject = isMap ? params : {};
  return { type, params: shown, onError, environments: null, written: value };
}
