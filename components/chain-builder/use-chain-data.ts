"use client";

import { useMemo, useRef } from "react";
import type { JsonObject } from "@/server/core/json";
import { readChainText } from "./edits/chain-text";

export interface ChainData {
  data: JsonObject;
  /** False: the text cannot be read now, and the data is what it said before. */
  current: boolean;
}

const EMPTY: JsonObject = {};

/** What the text says; while it cannot be read, what it said the last time. */
export function useChainData(text: string): ChainData {
  const last = useRef(EMPTY);
  const read = useMemo(() => readChainText(text)?.data ?? null, [text]);
  if (read) last.current = read;
  return { data: read ?? last.current, current: read !== null };
}
