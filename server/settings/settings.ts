/**
 * The settings that hold in this process. They are read at the start, when another process says that they changed, and every
 * few seconds in case that word got lost. What cannot be read leaves what was known.
 */
import type { Orm } from "../../db/client";
import type { Log } from "../log";
import { readSettingTexts } from "../store/settings";
import type { Signals } from "../store/signals";
import {
  CHANGEABLE_NAMES,
  type ChangeableName,
  checkedText,
  isChangeable,
  type RunningConfig,
  type SettingTexts,
  valuesOf,
} from "./changeable";

const REFRESH_MS = 10_000;

export interface Settings {
  /** Ask anew for each use: it changes. */
  current(): RunningConfig;
  /** What the environment says; administrators cannot change it. */
  readonly fixed: SettingTexts;
  /** What administrators chose. */
  chosen(): SettingTexts;
  refresh(): Promise<void>;
  stop(): void;
}

export interface SettingsOptions {
  orm: Orm;
  signals: Pick<Signals, "on">;
  env: Readonly<Record<string, string | undefined>>;
  log: Pick<Log, "warn">;
}

/** Settings that follow the database. */
export async function watchSettings({ orm, signals, env, log }: SettingsOptions): Promise<Settings> {
  const fixed = fixedBy(env);
  let chosen: SettingTexts = {};
  let values = valuesOf(fixed);

  async function refresh(): Promise<void> {
    chosen = usable(await readSettingTexts(orm, CHANGEABLE_NAMES), log);
    values = valuesOf({ ...chosen, ...fixed });
  }
  const follow = () =>
    void refresh().catch((error) =>
      log.warn({ err: error }, "The settings could not be read; those known so far hold."),
    );

  await refresh();
  const unsubscribe = signals.on("settings", follow);
  const timer = setInterval(follow, REFRESH_MS);
  timer.unref();
  return {
    ...{ current: () => values, fixed, chosen: () => chosen, refresh },
    stop() {
      unsubscribe();
      clearInterval(timer);
    },
  };
}

/** Settings that stay as the environment says, for programs that serve nobody. */
export function fixedSettings(env: Readonly<Record<string, string | undefined>> = {}): Settings {
  const fixed = fixedBy(env);
  const values = valuesOf(fixed);
  return { current: () => values, fixed, chosen: () => ({}), refresh: async () => {}, stop() {} };
}

function fixedBy(env: Readonly<Record<string, string | undefined>>): SettingTexts {
  return Object.fromEntries(CHANGEABLE_NAMES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** Another version of this program may have stored what this one does not take. */
function usable(texts: Readonly<Record<string, unknown>>, log: Pick<Log, "warn">): SettingTexts {
  const found: [ChangeableName, string][] = [];
  for (const [name, text] of Object.entries(texts)) {
    if (!isChangeable(name)) continue;
    try {
      found.push([name, checkedText(name, String(text))]);
    } catch (error) {
      log.warn({ err: error }, "A stored setting cannot be used; the default holds.");
    }
  }
  return Object.fromEntries(found);
}
