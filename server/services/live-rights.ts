/**
 * Whether whoever holds a stream open may still have it. What a person may do changes while they look: a share is taken back, an
 * account disabled, a session ended. A hint tells of it at once, and the stream looks again every few seconds besides.
 */
import { executionRoles, type Reach, reachOf } from "../store/access";
import { findSessionUser, findUser } from "../store/users";
import type { Actor } from "./actor";
import type { ServiceDependencies } from "./dependencies";
import { atOwnPace } from "./own-pace";

const LOOK_AGAIN_MS = 3_000;

export interface LiveRights {
  /** Ids of executions that the person may see; of those that the stream began with. */
  readonly visible: ReadonlySet<string>;
  readonly reach: Reach;
  /** It is time to look again. */
  readonly isDue: boolean;
  /** False: something was lost, and the stream has to end. */
  hold(): Promise<boolean>;
  stop(): void;
}

type Person = Extract<Actor, { type: "user" }>;

/** Finds out what of `wanted` the person may follow, and watches that it stays so. */
export async function watchRights(
  { db: { sql, orm }, signals }: ServiceDependencies,
  actor: Person,
  wanted: readonly string[],
  wake: () => void,
): Promise<LiveRights> {
  const look = async () => {
    const [roles, reach] = await Promise.all([executionRoles(sql, wanted, actor.id), reachOf(sql, actor.id)]);
    return { visible: new Set(roles.keys()), reach };
  };
  const mayStay = async () => {
    if (actor.sessionId !== "") return (await findSessionUser(orm, actor.sessionId)) !== null;
    return (await findUser(orm, actor.id))?.status === "active";
  };
  let isDue = false;
  const due = () => {
    isDue = true;
    wake();
  };
  // Listens before it looks: what changes in between is not missed.
  const unsubscribe = signals.on("access", (payload) => {
    if (payload === actor.id || payload === "*") due();
  });
  const stopLooking = atOwnPace(LOOK_AGAIN_MS, due);
  const stop = () => {
    stopLooking();
    unsubscribe();
  };
  try {
    let known = await look();
    return {
      get visible() {
        return known.visible;
      },
      get reach() {
        return known.reach;
      },
      get isDue() {
        return isDue;
      },
      async hold() {
        isDue = false;
        const [stays, now] = await Promise.all([mayStay(), look()]);
        const lost = [...known.visible].some((id) => !now.visible.has(id));
        known = now;
        return stays && !lost;
      },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}
