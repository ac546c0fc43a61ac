import { z } from "zod";
import type { Kept } from "./draft-state";

/** A text that only this browser has, for the time that the server does not have it. One per person and chain. */
export interface LocalCopy {
  read(): Kept | null;
  /** False when the browser takes nothing more (private mode, quota). */
  write(copy: { text: string; baseVersion: number }): boolean;
  remove(): void;
}

const copySchema = z.object({ text: z.string(), baseVersion: z.number(), at: z.number() });

/** `chainId` null: the chain that is being made. */
export function localCopyOf(userId: string, chainId: string | null): LocalCopy {
  const key = `chainwright.draft.${userId}.${chainId ?? "new"}`;
  return {
    read() {
      try {
        const written = localStorage.getItem(key);
        return written === null ? null : copySchema.parse(JSON.parse(written));
      } catch {
        return null;
      }
    },
    write({ text, baseVersion }) {
      try {
        localStorage.setItem(key, JSON.stringify({ text, baseVersion, at: Date.now() }));
        return true;
      } catch {
        return false;
      }
    },
    remove() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Storage that cannot be reached holds nothing of ours.
      }
    },
  };
}
