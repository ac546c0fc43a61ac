import type { EdgeCondition, Join } from "../../server/core/plan/plan";
import { code } from "./markdown";

/** Typed by the unions, so that a new join or condition cannot be forgotten here. */
const EDGES: Record<EdgeCondition, string> = {
  success: "succeeded, or failed under `continue` (its result is then null)",
  failure: "failed or timed out",
  always: "ended, whatever the end",
};

const JOINS: Record<Join, [runs: string, otherwise: string]> = {
  all_succeeded: ["when all dependencies have ended and every edge is satisfied", "skipped when all have ended"],
  any_succeeded: ["as soon as one edge is satisfied", "skipped when all have ended"],
  all_done: ["when all dependencies have ended, whatever the ends", ""],
  none_failed: [
    "when all dependencies have ended, none failed or timed out, and at least one succeeded",
    "skipped when all have ended",
  ],
};

export const EDGE_ROWS = Object.entries(EDGES).map(([on, words]) => [code(on), words]);
export const JOIN_ROWS = Object.entries(JOINS).map(([join, words]) => [code(join), ...words]);
