/**
 * What happens to a text between its first change and the version that is made of it. Everything lies in three places: here,
 * in the browser's own storage (at once), and on the server as a draft (after a pause). A version is only made on demand.
 * Pure: `use-draft.ts` does what `nextTask` says and reports back.
 */
export interface Kept {
  text: string;
  /** Number of the version that the text began with. */
  baseVersion: number;
  /** Epoch ms. */
  at: number;
}

export interface Version {
  number: number;
  text: string;
}

export interface DraftState {
  text: string;
  /** What saving builds on. Its text is unknown when newer versions exist: then everything counts as changed. */
  base: { number: number; text: string | null };
  newest: Version;
  /** What the server holds; null: no draft. */
  stored: Kept | null;
  /** A text on its way to the server, or the draft's removal. */
  storing: { text: string | null } | null;
  storeFailed: boolean;
  /** A version in the making. */
  saving: { text: string } | null;
  /** Somebody saved meanwhile: a person decides what becomes of both texts. */
  conflict: boolean;
  /** When the changes were made that this page found; null: none, or they were taken note of. */
  foundAt: number | null;
}

export type DraftEvent =
  | { type: "edited"; text: string }
  | { type: "kept" }
  | { type: "discarded" }
  | { type: "store.started"; text: string | null }
  | { type: "store.succeeded"; at: number }
  | { type: "store.failed" }
  | { type: "save.started" }
  | { type: "save.succeeded"; number: number }
  | { type: "save.failed" }
  | { type: "save.conflicted"; newest: Version }
  | { type: "conflict.dismissed" }
  /** Somebody else made a version; what one types stays as it is. */
  | { type: "newest.arrived"; newest: Version }
  | { type: "newest.taken" }
  | { type: "rebased" };

/** Opens the editor on what is newest: a version, a draft on the server, or a text that only this browser has. */
export function openDraft(newest: Version, server: Kept | null, local: Kept | null): DraftState {
  const changed = [server, local].filter((kept) => kept !== null && kept.text !== newest.text);
  const found = changed.sort((a, b) => (b?.at ?? 0) - (a?.at ?? 0))[0] ?? null;
  const current = found === null || found.baseVersion >= newest.number;
  return {
    text: found?.text ?? newest.text,
    base: current ? newest : { number: found.baseVersion, text: null },
    newest,
    stored: server,
    storing: null,
    storeFailed: false,
    saving: null,
    conflict: false,
    foundAt: found?.at ?? null,
  };
}

export function draftReducer(state: DraftState, event: DraftEvent): DraftState {
  switch (event.type) {
    case "edited":
      return event.text === state.text ? state : { ...state, text: event.text, foundAt: null };
    case "kept":
      return { ...state, foundAt: null };
    case "discarded":
    case "newest.taken":
      return { ...state, text: state.newest.text, base: state.newest, conflict: false, foundAt: null };
    case "newest.arrived":
      return { ...state, newest: event.newest };
    case "store.started":
      return { ...state, storing: { text: event.text } };
    case "store.succeeded": {
      const text = state.storing?.text ?? null;
      const stored = text === null ? null : { text, baseVersion: state.base.number, at: event.at };
      return { ...state, storing: null, storeFailed: false, stored };
    }
    case "store.failed":
      return { ...state, storing: null, storeFailed: true };
    case "save.started":
      return { ...state, saving: { text: state.text }, conflict: false };
    case "save.succeeded": {
      const version = { number: event.number, text: state.saving?.text ?? state.text };
      // The server drops the draft with the save that makes it a version.
      return {
        ...state,
        saving: null,
        base: version,
        newest: version,
        stored: null,
        storeFailed: false,
        foundAt: null,
      };
    }
    case "save.failed":
      return { ...state, saving: null };
    case "save.conflicted":
      return { ...state, saving: null, conflict: true, newest: event.newest };
    case "conflict.dismissed":
      return { ...state, conflict: false };
    case "rebased":
      return { ...state, base: state.newest, conflict: false };
  }
}

export const isChanged = (state: DraftState): boolean => state.text !== state.base.text;

/** What has to be done for the server to know what is here; null: nothing, or it is under way. */
export function nextTask(state: DraftState): "store" | "forget" | null {
  if (state.storing !== null || state.saving !== null) return null;
  if (!isChanged(state)) return state.stored === null ? null : "forget";
  return state.stored?.text === state.text && state.stored.baseVersion === state.base.number ? null : "store";
}

/** What this browser has to remember by itself: changes that the server does not know yet. */
export function localCopy(state: DraftState): { text: string; baseVersion: number } | null {
  return isChanged(state) && state.stored?.text !== state.text
    ? { text: state.text, baseVersion: state.base.number }
    : null;
}

/** Where the changes are, as one says it beside the title. */
export type DraftWords = "unchanged" | "storing" | "stored" | "here only";

export function draftWords(state: DraftState): DraftWords {
  if (!isChanged(state)) return "unchanged";
  if (state.stored?.text === state.text) return "stored";
  return state.storeFailed ? "here only" : "storing";
}
