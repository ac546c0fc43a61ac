/** `metric` hooks: one by one, or all of a claim together, since a busy chain has one at every step. */
import type { Sql } from "../../db/client";
import type { JsonObject } from "../core/json";
import { canonicalJson } from "../core/plan/hash";
import type { HookCall } from "../engine/hook-port";
import type { ClaimedDelivery } from "../store/hook-deliveries";
import { type Measurement, measure } from "../store/hook-metrics";
import { renderHook } from "./render";
import { done, refused, type Verdict } from "./verdict";

const MAX_TAGS = 10;

/** Adds the measurement of one hook. */
export async function measureOne(
  sql: Sql,
  call: Pick<HookCall, "level" | "userId">,
  params: JsonObject,
): Promise<Verdict> {
  const read = measurementOf(call, params);
  return "values" in read ? verdictOf(await measure(sql, read), read) : read;
}

export interface Measured {
  delivery: ClaimedDelivery;
  verdict: Verdict;
  request: JsonObject | null;
}

/** Adds those of many hooks, each series once. */
export async function measureAll(
  sql: Sql,
  env: JsonObject,
  deliveries: readonly ClaimedDelivery[],
): Promise<Measured[]> {
  const settled: Measured[] = [];
  const series = new Map<
    string,
    { measurement: Measurement; of: { delivery: ClaimedDelivery; request: JsonObject }[] }
  >();
  for (const delivery of deliveries) {
    const rendered = await renderHook(delivery, { env, readSecret: async () => null });
    if (!rendered.ok) {
      settled.push({ delivery, verdict: refused(rendered.reason), request: null });
      continue;
    }
    const read = measurementOf(delivery, rendered.params);
    if (!("values" in read)) {
      settled.push({ delivery, verdict: read, request: rendered.shown });
      continue;
    }
    const key = `${read.userId} ${read.name} ${read.kind} ${canonicalJson(read.labels)}`;
    const one = series.get(key) ?? { measurement: { ...read, values: [] }, of: [] };
    one.measurement = { ...one.measurement, values: [...one.measurement.values, ...read.values] };
    one.of.push({ delivery, request: rendered.shown });
    series.set(key, one);
  }
  for (const { measurement, of } of series.values()) {
    const verdict = verdictOf(await measure(sql, measurement), measurement);
    for (const { delivery, request } of of) settled.push({ delivery, verdict, request });
  }
  return settled;
}

function measurementOf(
  { level, userId }: Pick<HookCall, "level" | "userId">,
  params: JsonObject,
): Measurement | Verdict {
  const value = Number(params.value ?? 1);
  const kind = params.kind === "histogram" ? "histogram" : "counter";
  if (!Number.isFinite(value))
    return refused(`The value of the metric is no number: ${String(params.value).slice(0, 100)}.`);
  if (kind === "counter" && value < 0)
    return refused("A counter only grows. Use a value of 0 or more, or `kind: histogram`.");
  const tags = Object.entries((params.tags ?? {}) as JsonObject);
  if (tags.length > MAX_TAGS) return refused(`A metric has at most ${MAX_TAGS} tags.`);
  const labels = Object.fromEntries(tags.map(([name, one]) => [name, String(one ?? "").slice(0, 100)]));
  return {
    userId: level === "server" ? null : userId,
    name: `custom_${String(params.name)}`,
    labels,
    kind,
    values: [value],
  };
}

function verdictOf(answer: Awaited<ReturnType<typeof measure>>, { name }: Measurement): Verdict {
  if (answer === "ok") return done();
  if (answer === "full")
    return refused(
      "There are 1,000 series of metrics already. Use tags with few values, none that differs from run to run.",
    );
  return refused(`There is a metric "${name.replace(/^custom_/, "")}" of the other kind. Choose another name.`);
}
