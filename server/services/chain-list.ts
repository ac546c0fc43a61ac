import type { ChainSort } from "../core/search/chain-sorts";
import type { ScheduleFilter } from "../core/search/schedule-filters";
import { reachOf } from "../store/access";
import * as store from "../store/chain-list";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import { activityView, chainRow } from "./chain-rows";
import { scheduleWanted } from "./chain-schedules";
import type { ActivityView, ChainRow } from "./chain-view";
import type { ServiceDependencies } from "./dependencies";

/** Executions of a chain that its row shows. */
const RECENT = 100;

export interface ChainListFilter {
  search?: string;
  status?: ("active" | "paused" | "archived")[];
  /** It has all of these. */
  tags?: readonly string[];
  schedule?: ScheduleFilter;
  /** Chains that the reader and this person have in common. */
  personId?: string;
  drafts?: boolean;
  sort?: ChainSort;
  whose?: "all" | "mine" | "shared";
  limit: number;
  offset: number;
}

/** The chains that somebody sees, in rows; their tags; what ran and runs next. */
export function createChainList({ db: { sql } }: Pick<ServiceDependencies, "db">) {
  return {
    async list(actor: Actor, filter: ChainListFilter): Promise<{ items: ChainRow[]; total: number }> {
      const { id: userId } = requireUser(actor);
      const { search = null, status = null, tags = [], whose = "all", limit, offset } = filter;
      const { schedule, personId = null, drafts = false, sort = "changed" } = filter;
      const rows = await store.listChains(sql, {
        schedule: schedule ? await scheduleWanted(sql, userId, schedule) : null,
        ...{ userId, whose, search, status, tags, personId, drafts, sort, limit, offset },
      });
      const recent = await store.recentExecutions(
        sql,
        rows.map((row) => row.id),
        RECENT,
      );
      return {
        items: rows.map((row) =>
          chainRow(
            row,
            recent.filter((entry) => entry.chainId === row.id),
          ),
        ),
        total: rows[0]?.total ?? 0,
      };
    },

    /** Of all chains that the reader sees. */
    async tags(actor: Actor): Promise<{ items: { tag: string; count: number }[] }> {
      return { items: await store.chainTags(sql, requireUser(actor).id) };
    },

    async activity(actor: Actor): Promise<ActivityView> {
      const { id } = requireUser(actor);
      const reach = await reachOf(sql, id);
      const [rows, upcoming] = await Promise.all([store.activity(sql, reach), store.upcomingRuns(sql, id, 12)]);
      return activityView(rows, upcoming, Date.now());
    },
  };
}
