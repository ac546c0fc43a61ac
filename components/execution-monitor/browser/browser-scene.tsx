"use client";

import { createContext, type ReactNode, type RefObject, useContext, useMemo, useRef, useState } from "react";
import type { HandBack } from "@/server/core/browser/hands";
import type { BrowserView } from "@/server/services/browser-views";

export interface BrowserScene {
  browsers: readonly BrowserView[];
  /** What becomes of the step when this browser is handed back. */
  nextOf(session: string): HandBack;
  onNext(session: string, next: HandBack): void;
  /** The button that hands back: where the focus goes when it leaves the page of the browser. */
  leave: RefObject<HTMLButtonElement | null>;
}

const Scene = createContext<BrowserScene | null>(null);

/** The open browsers of the execution, for the line below the title, the head of the step and the tab that shows the page. */
export function BrowserSceneProvider({
  browsers,
  children,
}: {
  browsers: readonly BrowserView[];
  children: ReactNode;
}) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, HandBack>>(new Map());
  const leave = useRef<HTMLButtonElement>(null);
  const scene = useMemo(
    (): BrowserScene => ({
      browsers,
      nextOf: (session) => chosen.get(session) ?? "continue",
      onNext: (session, next) => setChosen((before) => new Map(before).set(session, next)),
      leave,
    }),
    [browsers, chosen],
  );
  return <Scene value={scene}>{children}</Scene>;
}

export function useBrowserScene(): BrowserScene {
  const scene = useContext(Scene);
  if (!scene) throw new Error("The browsers of an execution are known on its page only.");
  return scene;
}
