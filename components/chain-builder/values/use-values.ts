"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatMoment } from "@/components/shared/format";
import type { ValueSource } from "@/components/step-form/form-scene";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import type { JsonObject, JsonValue } from "@/server/core/json";
import type { EditorKnowledge } from "../complete/knowledge";
import { isObject } from "../edits/chain-text";
import { useTesting } from "../testing/testing-scene";
import { outlineOf } from "../text/outline";
import { valueGroups } from "./value-groups";

export interface ValuesInput {
  text: string;
  data: JsonObject;
  knowledge: EditorKnowledge;
  index: number | null;
}

const MANY_BYTES = 4_000;

/** What the value picker offers at a step, with values of the chain's last execution. */
export function useValues({ text, data, knowledge, index }: ValuesInput): ValueSource {
  const trpc = useTRPC();
  const client = useTRPCClient();
  // In a builder of a chain the tests know it, and can be told to forget the one that a link named.
  const execution = useTesting()?.data.execution ?? null;
  const executionId = execution?.id ?? null;
  const context = useQuery({
    ...trpc.executions.context.queryOptions({ id: executionId ?? "" }),
    enabled: executionId !== null,
  });
  const last = useMemo(() => {
    const known = context.data?.entries.filter(({ state, bytes }) => state === "ready" && bytes <= MANY_BYTES) ?? [];
    return Object.fromEntries(known.map(({ key, value }) => [key, value]));
  }, [context.data]);
  const groups = useMemo(
    () => valueGroups({ outline: outlineOf(text), knowledge, data, index, last }),
    [text, knowledge, data, index, last],
  );
  const at = execution?.createdAt ?? null;
  const lastFacts = useMemo(() => {
    const { params, ...results } = last;
    return { params: isObject(params) ? { ...defaultsOf(data), ...params } : defaultsOf(data), results };
  }, [last, data]);
  return useMemo(
    () => ({
      ...{ groups, last: lastFacts },
      ...(executionId === null || at === null
        ? {}
        : {
            from: { label: formatMoment(at, Date.now()), href: `/executions/${executionId}` },
            evaluate: (expression: string) => evaluate(client, executionId, expression),
          }),
    }),
    [groups, lastFacts, executionId, at, client],
  );
}

/** What the parameters of the chain are when nothing is given. */
function defaultsOf({ params }: JsonObject): JsonObject {
  if (!isObject(params)) return {};
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, param]) =>
      isObject(param) && param.default !== undefined ? [[name, param.default]] : [],
    ),
  );
}

async function evaluate(client: ReturnType<typeof useTRPCClient>, id: string, expression: string) {
  try {
    const answer: { value: JsonValue } | { problem: string } = await client.executions.evaluate.query({
      id,
      expression,
    });
    return answer;
  } catch (error) {
    return { problem: errorMessage(error) };
  }
}
