import { fuzzyRank } from "../core/search/fuzzy";
import { reachOf } from "../store/access";
import { recentExecutions } from "../store/chain-list";
import * as store from "../store/search";
import type { Actor } from "./actor";
import { requireUser } from "./authorize";
import type { ServiceDependencies } from "./dependencies";
import { rowOf } from "./execution-rows";
import type { ExecutionRow } from "./execution-view";

/** A chain as the palette shows it. */
export interface ChainFinding extends store.FoundChain {
  /** Its newest execution; null: it never ran. */
  last: Pick<ExecutionRow, "id" | "status" | "withErrors" | "waiting" | "createdAt" | "startedAt" | "endedAt"> | null;
}

/** The best findings of each kind, the best first. With no text what was used last. */
export interface Findings {
  chains: ChainFinding[];
  executions: ExecutionRow[];
  tasks: store.FoundTask[];
  /** Only when something is typed. */
  templates: store.FoundTemplate[];
}

/** Of each kind. */
const SHOWN = 6;
/** So many of the best chains are asked for their executions. */
const CHAINS_WITH_EXECUTIONS = 3;

/** Finding chains, executions and tasks by what somebody remembers of their names or ids. */
export function createSearch({ db: { sql } }: Pick<ServiceDependencies, "db">) {
  async function withLast(chains: readonly store.FoundChain[]): Promise<ChainFinding[]> {
    const ids = chains.map(({ id }) => id);
    const recent = new Map((await recentExecutions(sql, ids, 1)).map((entry) => [entry.chainId, entry]));
    return chains.map((chain) => {
      const last = recent.get(chain.id);
      if (!last) return { ...chain, last: null };
      const { id, status, withErrors, waiting, createdAt, startedAt, endedAt } = last;
      const times = { startedAt: startedAt?.getTime() ?? null, endedAt: endedAt?.getTime() ?? null };
      return { ...chain, last: { id, status, withErrors, waiting, createdAt: createdAt.getTime(), ...times } };
    });
  }

  return {
    /** Nothing that the reader could not open is among the findings. */
    async all(actor: Actor, text: string): Promise<Findings> {
      const { id: userId } = requireUser(actor);
      const wanted = text.trim();
      const reach = await reachOf(sql, userId);
      const [names, tasks, templates] = await Promise.all([
        store.searchableChains(sql, userId, wanted),
        store.searchableTasks(sql, userId, wanted),
        wanted === "" ? [] : store.searchableTemplates(sql, userId, wanted),
      ]);
      const chains = rankedChains(wanted, names).slice(0, SHOWN);
      const idPart = executionIdIn(wanted);
      const [shown, ofChains, byId] = await Promise.all([
        withLast(chains),
        wanted === ""
          ? []
          : store.executionsOfChains(
              sql,
              reach,
              chains.slice(0, CHAINS_WITH_EXECUTIONS).map(({ id }) => id),
              SHOWN,
            ),
        wanted === "" || idPart ? store.executionsById(sql, reach, idPart, SHOWN) : [],
      ]);
      const executions = [...new Map([...byId, ...ofChains].map((row) => [row.id, row])).values()];
      return {
        chains: shown,
        executions: executions.slice(0, SHOWN).map(rowOf),
        tasks: fuzzyRank(wanted, tasks, ({ name }) => [name]).slice(0, SHOWN),
        templates: fuzzyRank(wanted, templates, ({ title }) => [title]).slice(0, SHOWN),
      };
    },
  };
}

function rankedChains(wanted: string, chains: readonly store.FoundChain[]): store.FoundChain[] {
  const byId = wanted.length < 4 ? [] : chains.filter(({ id }) => id.startsWith(wanted.toLowerCase()));
  if (byId.length > 0) return byId;
  return fuzzyRank(wanted, chains, ({ name, description, tags }) => [name, ...tags, description ?? ""]);
}

/** What could be an id or its two ends, as pages print it: `019aa42c…91fe`. */
function executionIdIn(text: string): { begins: string; ends: string } | null {
  const match = /^([0-9a-f][0-9a-f-]{3,35})(?:(?:…|\.{2,3})([0-9a-f-]{1,12}))?$/i.exec(text);
  return match ? { begins: (match[1] ?? "").toLowerCase(), ends: (match[2] ?? "").toLowerCase() } : null;
}
