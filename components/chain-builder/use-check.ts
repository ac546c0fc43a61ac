"use client";

import { useEffect, useRef, useState } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import type { CheckResult } from "@/server/services/chain-view";
import { type Problem, problemsOf } from "./text/problems";

const CHECK_AFTER_MS = 200;
const CHECK_AGAIN_AFTER_MS = 3000;

export interface Check {
  problems: readonly Problem[];
  result: CheckResult | null;
  /** Whether the answer is about the text as it is now. */
  current: boolean;
  /** The server did not answer the last time; it is asked again. */
  unreachable: boolean;
}

interface Answer {
  text: string;
  result: CheckResult;
  problems: readonly Problem[];
}

const NONE: readonly Problem[] = [];

/** Has the server compile the text, as the next version of `chainId`, while it is typed. Answers about an older text are dropped. */
export function useCheck(text: string, chainId?: string): Check {
  const client = useTRPCClient();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failures, setFailures] = useState(0);
  const first = useRef(true);
  const current = answer?.text === text;
  useEffect(() => {
    if (current) return;
    const abort = new AbortController();
    const check = async () => {
      try {
        const result = await client.chains.check.mutate({ text, chainId }, { signal: abort.signal });
        if (abort.signal.aborted) return;
        setAnswer({ text, result, problems: problemsOf(text, result.diagnostics) });
        setFailures(0);
      } catch {
        if (!abort.signal.aborted) setFailures((count) => count + 1);
      }
    };
    const timer = setTimeout(check, failures > 0 ? CHECK_AGAIN_AFTER_MS : first.current ? 0 : CHECK_AFTER_MS);
    first.current = false;
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, chainId, current, client, failures]);
  return {
    problems: answer?.problems ?? NONE,
    result: answer?.result ?? null,
    current,
    unreachable: failures > 0,
  };
}
