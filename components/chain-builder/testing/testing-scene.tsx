"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { firstDrafts, readDrafts } from "@/components/chains/param-values";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { JsonObject } from "@/server/core/json";
import type { TestAnswer, TestRequest } from "@/server/services/chain-tests";
import type { FixedResult, Fixing } from "@/server/services/fixed-results";
import { whyNotSave } from "../panels/builder-header";
import type { Check } from "../use-check";
import { type DataExecution, useDataExecution } from "../values/use-data-execution";
import { FixDialog } from "./fix-dialog";
import { TestParams } from "./test-params";

export type TestScope = TestRequest["scope"];

/** The last test of this visit. */
export interface ShownTest extends TestAnswer {
  scope: TestScope;
}

export interface Testing {
  chainId: string;
  /** Why no test can start now; null: one can. */
  why: string | null;
  busy: boolean;
  run(scope: TestScope): void;
  test: ShownTest | null;
  dismiss(): void;
  /** Null: the chain has no parameters. */
  askParams: (() => void) | null;
  /** By the id of the step. */
  fixed: ReadonlyMap<string, FixedResult>;
  fix(stepId: string, fixing: Fixing): Promise<boolean>;
  clear(stepId: string): void;
  /** Opens the dialog in which a result is typed or taken over. */
  askFix(step: { id: string; title: string }): void;
  data: DataExecution;
}

const Scene = createContext<Testing | null>(null);

/** Apart, since it does not change with every key: cards look only at this. */
const FixedResults = createContext<ReadonlyMap<string, FixedResult>>(new Map());

export const useFixedResult = (stepId: string): FixedResult | undefined => useContext(FixedResults).get(stepId);

/** Null: the chain does not exist yet, so it cannot be tested in parts. */
export const useTesting = (): Testing | null => useContext(Scene);

export interface TestingProviderProps {
  chainId: string | null;
  text: string;
  check: Check;
  children: ReactNode;
}

/** Test runs of a draft and the results that are fixed for them, for everything in the builder that shows them. */
export function TestingProvider({ chainId, children, ...rest }: TestingProviderProps) {
  if (chainId === null) return <>{children}</>;
  return (
    <ExistingChain key={chainId} chainId={chainId} {...rest}>
      {children}
    </ExistingChain>
  );
}

function ExistingChain({ chainId, text, check, children }: TestingProviderProps & { chainId: string }) {
  const data = useDataExecution(chainId);
  const fixing = useFixing(chainId);
  const [test, setTest] = useState<ShownTest | null>(null);
  const [asked, setAsked] = useState<TestScope | "change" | null>(null);
  const [fixAsked, setFixAsked] = useState<{ id: string; title: string } | null>(null);
  const typed = useRef<JsonObject | null>(null);
  const trpc = useTRPC();
  const start = useMutation(trpc.chainTests.start.mutationOptions());
  const params = check.result?.params ?? {};
  const go = async (scope: TestScope, given: JsonObject) => {
    try {
      const executionId = data.execution?.id;
      const answer = await start.mutateAsync({
        ...{ id: chainId, source: text, scope, params: given },
        ...(executionId === undefined ? {} : { executionId }),
      });
      setTest({ ...answer, scope });
    } catch (error) {
      toast.error("The test did not start.", { description: errorMessage(error) });
    }
  };
  const run = (scope: TestScope) => {
    const read = readDrafts(params, firstDrafts(params, typed.current ?? data.params));
    if (read.ok) void go(scope, read.values);
    else setAsked(scope);
  };
  const why = check.current ? whyNotSave(check) : "The text is being checked.";
  const testing: Testing = {
    ...{ chainId, why, run, test, data, ...fixing, busy: start.isPending },
    dismiss: () => setTest(null),
    askParams: Object.keys(params).length > 0 ? () => setAsked(test?.scope ?? "change") : null,
    askFix: setFixAsked,
  };
  return (
    <Scene value={testing}>
      <FixedResults value={fixing.fixed}>{children}</FixedResults>
      <TestParams
        open={asked !== null}
        params={params}
        first={typed.current ?? data.params}
        onClose={() => setAsked(null)}
        onGo={(values) => {
          typed.current = values;
          setAsked(null);
          if (asked !== null && asked !== "change") void go(asked, values);
        }}
      />
      <FixDialog step={fixAsked} testing={testing} onClose={() => setFixAsked(null)} />
    </Scene>
  );
}

function useFixing(chainId: string): Pick<Testing, "fixed" | "fix" | "clear"> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rows = useQuery(trpc.chainTests.fixed.queryOptions({ id: chainId }));
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.chainTests.fixed.queryKey({ id: chainId }) });
  const onError = (error: unknown) =>
    void toast.error("The fixed result was not changed.", { description: errorMessage(error) });
  const fix = useMutation(trpc.chainTests.fix.mutationOptions({ onSettled: refresh, onError }));
  const clear = useMutation(trpc.chainTests.clear.mutationOptions({ onSettled: refresh, onError }));
  const fixed = useMemo(() => new Map(rows.data?.items.map((row) => [row.stepId, row])), [rows.data]);
  return {
    fixed,
    fix: async (stepId, fixing) => {
      try {
        await fix.mutateAsync({ id: chainId, stepId, fixing });
        return true;
      } catch {
        return false;
      }
    },
    clear: (stepId) => clear.mutate({ id: chainId, stepId }),
  };
}
