"use client";

import { createContext, useContext } from "react";
import type { GraphActions } from "./graph-actions";

/** What nodes and wires of the canvas can ask for. */
export interface GraphScene {
  actions: GraphActions;
  /** Opens the choice of what a new step after this one does. */
  askStep(after: string): void;
  /** Opens the condition of a way. `goto` null: a new one. */
  askWay(from: string, goto: string | null): void;
  /** The step from which a connection is being drawn by keyboard, and where it would go. */
  connecting: { from: string; to: string } | null;
  /** The text cannot be read: nothing can be changed here. */
  frozen: boolean;
}

const Scene = createContext<GraphScene | null>(null);

export const GraphSceneProvider = Scene.Provider;

export function useGraphScene(): GraphScene {
  const scene = useContext(Scene);
  if (!scene) throw new Error("A part of the canvas stands outside of it.");
  return scene;
}
