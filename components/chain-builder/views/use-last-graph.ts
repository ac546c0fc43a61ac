"use client";

import { useState } from "react";
import type { GraphStep } from "@/server/services/execution-view";
import type { Check } from "../use-check";

/** What compiled last stays on the canvas while the text has errors. */
export function useLastGraph(check: Check, first: readonly GraphStep[] | null): readonly GraphStep[] | null {
  const [graph, setGraph] = useState(first);
  const latest = check.result?.graph ?? null;
  if (latest !== null && latest !== graph) setGraph(latest);
  return latest ?? graph;
}
