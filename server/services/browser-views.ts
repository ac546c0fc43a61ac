/** Looking at the open browsers of an execution, and taking them over. Whoever sees the execution sees them; one person at a time has one. */
import { referencedSecrets } from "../core/template/secrets";
import { AppError } from "../errors";
import * as store from "../store/browser-views";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";
import { createExecutionAccess } from "./execution-access";

/** A browser that is not handed back in this time is handed back by itself. */
export const HOLD_SECONDS = 600;

/** An open browser, as the pages show it. */
export interface BrowserView {
  session: string;
  /** The step that uses it at the moment. */
  stepId: string | null;
  url: string | null;
  title: string | null;
  /** 0: there is no picture yet. */
  frameNumber: number;
  /** Of the page in CSS pixels. */
  width: number;
  height: number;
  hold: { mine: boolean; name: string; until: number; handedBack: boolean } | null;
  /** The step stands still, before this. */
  paused: boolean;
  nextAction: string | null;
}

export interface BrowserPlace {
  id: string;
  session: string;
}

const placeOf = ({ id, session }: BrowserPlace): store.ViewPlace => ({ executionId: id, session });

export function createBrowserViews(deps: ServiceDependencies) {
  const { sql } = deps.db;
  const access = createExecutionAccess(deps);

  /** A page may show what was typed into it: with secrets in play, only their owner looks, and takes over. */
  async function looking(actor: Actor, id: string, action: "read" | "hold"): Promise<void> {
    const execution = await access.allowed(actor, id, action);
    if (execution.role === "owner" || referencedSecrets(await access.planOf(execution)).length === 0) return;
    const message = "This browser works with secrets of the chain's owner, so only the owner may look at it.";
    throw new AppError("forbidden", message, { role: execution.role });
  }

  return {
    async list(actor: Actor, id: string): Promise<{ items: BrowserView[] }> {
      await access.allowed(actor, id, "read");
      const { id: userId } = requireUser(actor);
      return { items: (await store.listViews(sql, id)).map((row) => browserView(row, userId)) };
    },

    /** The newest picture as JPEG; null: there is none. */
    async frame(actor: Actor, place: BrowserPlace): Promise<Buffer | null> {
      await looking(actor, place.id, "read");
      return store.readFrame(sql, placeOf(place));
    },

    /** Gives the browser to whoever asks, for ten minutes from now; asking again makes it ten minutes from then. */
    async takeOver(actor: Actor, place: BrowserPlace): Promise<void> {
      await looking(actor, place.id, "hold");
      const { id, name } = requireUser(actor);
      if (await store.holdView(sql, placeOf(place), { id, name, seconds: HOLD_SECONDS })) return;
      const row = (await store.listViews(sql, place.id)).find(({ session }) => session === place.session);
      if (!row) throw new AppError("conflict", "This browser is not open any more.");
      throw new AppError("conflict", `${row.heldName ?? "Somebody"} has this browser. Wait until it is handed back.`);
    },

    async handBack(actor: Actor, place: BrowserPlace, handBack: "continue" | "retry" | "fail"): Promise<void> {
      await looking(actor, place.id, "hold");
      if (await store.handBackView(sql, placeOf(place), requireUser(actor).id, handBack)) return;
      throw new AppError("conflict", "You do not have this browser any more.");
    },

    /** Passes on what the person does in the page. It reaches the page only while they have the browser. */
    async input(actor: Actor, place: BrowserPlace, events: readonly object[]): Promise<void> {
      await looking(actor, place.id, "hold");
      const { id } = requireUser(actor);
      if (Buffer.byteLength(JSON.stringify(events)) > store.MAX_INPUT_BYTES)
        throw new AppError("invalid", "That is too much at once. Type or paste less at a time.");
      await store.sendInput(sql, placeOf(place), id, events);
    },
  };
}

export function browserView(row: store.ViewRow, userId: string): BrowserView {
  const { session, stepId, url, title, frameNumber, paused, nextAction, heldBy, heldName, heldUntil, handBack } = row;
  const isHeld = heldBy !== null && heldUntil !== null && heldUntil > Date.now();
  const hold = isHeld
    ? { mine: heldBy === userId, name: heldName ?? "Somebody", until: heldUntil, handedBack: handBack !== null }
    : null;
  const size = { width: row.width ?? 1280, height: row.height ?? 800 };
  return { session, stepId, url, title, frameNumber, ...size, hold, paused, nextAction };
}
