import type { ExecutionCursor } from "./messages";

/**
 * What all tabs together follow, as the leader sees it. Pure.
 *
 * Per tab and execution there is a cursor: the last event that the tab has. The leader moves the cursors as it relays, so
 * that a new stream starts where the slowest tab stands. Tabs drop what they already have, so starting too early is
 * harmless, and starting too late cannot happen.
 */
export interface Wants {
  tabs: ReadonlyMap<string, TabWants>;
}

export interface TabWants {
  seenAt: number;
  cursors: ReadonlyMap<string, number>;
  /** Executions at whose browsers the tab looks. */
  looks: ReadonlySet<string>;
}

export const NO_WANTS: Wants = { tabs: new Map() };

export function withTab(wants: Wants, tab: string, executions: readonly ExecutionCursor[], now: number): Wants {
  const cursors = new Map(executions.map(({ id, afterSeq }) => [id, afterSeq]));
  const looks = new Set(executions.filter((cursor) => cursor.looks).map(({ id }) => id));
  return { tabs: new Map(wants.tabs).set(tab, { seenAt: now, cursors, looks }) };
}

export function withoutTab(wants: Wants, tab: string): Wants {
  const tabs = new Map(wants.tabs);
  tabs.delete(tab);
  return { tabs };
}

/** Marks a tab as alive; null when the leader does not know it. */
export function touched(wants: Wants, tab: string, now: number): Wants | null {
  const known = wants.tabs.get(tab);
  return known ? { tabs: new Map(wants.tabs).set(tab, { ...known, seenAt: now }) } : null;
}

/** Forgets tabs that crashed: nothing was heard of them for `silentMs`. */
export function pruned(wants: Wants, now: number, silentMs: number): Wants {
  return { tabs: new Map([...wants.tabs].filter(([, tab]) => now - tab.seenAt <= silentMs)) };
}

/** Moves the cursors of all tabs that stood right before this event. */
export function advanced(wants: Wants, executionId: string, seq: number): Wants {
  const tabs = new Map(wants.tabs);
  for (const [id, tab] of tabs) {
    if (tab.cursors.get(executionId) !== seq - 1) continue;
    tabs.set(id, { ...tab, cursors: new Map(tab.cursors).set(executionId, seq) });
  }
  return { tabs };
}

/** The server follows at most so many executions on one stream. */
const MOST = 50;

/** One cursor per execution: where the slowest tab stands. Sorted, so that equal wants compare equal. */
export function merged(wants: Wants): ExecutionCursor[] {
  const lowest = new Map<string, number>();
  const looks = new Set([...wants.tabs.values()].flatMap((tab) => [...tab.looks]));
  for (const { cursors } of wants.tabs.values()) {
    for (const [id, seq] of cursors) lowest.set(id, Math.min(seq, lowest.get(id) ?? seq));
  }
  return [...lowest]
    .map(([id, afterSeq]): ExecutionCursor => ({ id, afterSeq, ...(looks.has(id) ? { looks: true } : {}) }))
    .sort((a, b) => a.id.localeCompare(b.id))
    .slice(-MOST);
}

/**
 * Whether the open stream no longer serves what is wanted: an execution is missing, or a tab stands before the point the
 * stream has reached. An execution that nobody wants any more also counts, so that the server stops reading it.
 */
export function isOutdated(
  stream: ReadonlyMap<string, number>,
  wanted: readonly ExecutionCursor[],
  looked: ReadonlySet<string> = new Set(),
): boolean {
  if (stream.size !== wanted.length) return true;
  return wanted.some(({ id, afterSeq, looks = false }) => {
    const reached = stream.get(id);
    return reached === undefined || afterSeq < reached || looks !== looked.has(id);
  });
}
