/**
 * What an administrator may change while the server runs. Each is a variable of the environment too, with the same text as
 * value: what the environment says holds, then what an administrator chose, then the default.
 */
import { type Config, SETTINGS } from "../config";
import { AppError } from "../errors";
import { parseHostList } from "../hooks/host-list";
import { parseAllowHosts } from "../outbound/allow-list";

/** What a setting is called and takes. */
export interface Changeable {
  group: "hosts" | "keeping" | "limits";
  kind: "hosts" | "days" | "number" | "flag";
  title: string;
  hint: string;
  unit?: string;
  /** What the value has to be, for the message that refuses another one. */
  fits: string;
}

const days = (from: number) => `a whole number of days from ${from} to 36500, or "all" to keep everything`;
const numbers = (from: number, to: number) => `a whole number from ${from} to ${to}`;

export const CHANGEABLE = {
  CHAINWRIGHT_ALLOW_HOSTS: {
    ...{ group: "hosts", kind: "hosts", title: "Private hosts that steps may reach" },
    hint: "Public addresses are always open, private ones only when they are named here: name, name:port, address or range.",
    fits: "names, addresses or ranges",
  },
  CHAINWRIGHT_HOOK_HOSTS: {
    ...{ group: "hosts", kind: "hosts", title: "Hosts that webhooks may go to" },
    hint: "For lifecycle hooks: name, name:port, *.name, or * for all. A private host has to be in the list above as well.",
    fits: "names of hosts",
  },
  CHAINWRIGHT_KEEP_DAYS: {
    ...{ group: "keeping", kind: "days", title: "Executions", unit: "days", fits: days(0) },
    hint: "Counted from their end; then they are deleted with their files. “all” keeps them.",
  },
  CHAINWRIGHT_KEEP_EXECUTIONS: {
    ...{ group: "keeping", kind: "number", title: "The newest of each chain", unit: "executions" },
    ...{ fits: numbers(0, 1_000_000), hint: "So many stay, however old they are." },
  },
  CHAINWRIGHT_TRASH_DAYS: {
    ...{ group: "keeping", kind: "days", title: "Chains in the trash", unit: "days", fits: days(1) },
    hint: "Then they are deleted for good. “all” keeps them.",
  },
  CHAINWRIGHT_MAX_FILE_MB: {
    ...{ group: "limits", kind: "number", title: "Largest file of a step", unit: "MB", fits: numbers(1, 1_000) },
    hint: "Written by a step or downloaded by its browser.",
  },
  CHAINWRIGHT_MAX_EXECUTION_MB: {
    ...{ group: "limits", kind: "number", title: "All files of an execution", unit: "MB", fits: numbers(1, 1_000_000) },
    hint: "Pictures and traces included.",
  },
  CHAINWRIGHT_API_CALLS: {
    ...{ group: "limits", kind: "number", title: "Calls of the API", unit: "a minute", fits: numbers(1, 1_000_000) },
    hint: "Of one token or person; each process counts for itself.",
  },
  CHAINWRIGHT_HOOK_RATE: {
    ...{ group: "limits", kind: "number", title: "Webhooks to one host", unit: "a second", fits: numbers(1, 10_000) },
    hint: "From all processes together.",
  },
  CHAINWRIGHT_BROWSER_TRACE: {
    ...{ group: "limits", kind: "flag", title: "Record browser steps", fits: "true or false" },
    hint: "Keeps a trace of each attempt, to look at what it did. It contains what the step typed.",
  },
} as const satisfies Readonly<Record<string, Changeable>>;

export type ChangeableName = keyof typeof CHANGEABLE;
export const CHANGEABLE_NAMES = Object.keys(CHANGEABLE) as ChangeableName[];
/** The values that hold now. */
export type RunningConfig = Pick<Config, ChangeableName>;
/** Texts as the environment would have them. */
export type SettingTexts = Partial<Record<ChangeableName, string>>;

export const isChangeable = (name: string): name is ChangeableName => Object.hasOwn(CHANGEABLE, name);

/** The text in its plain form. @throws AppError invalid: what is wrong with it and what fits. */
export function checkedText(name: ChangeableName, text: string): string {
  const { kind, title, fits }: Changeable = CHANGEABLE[name];
  const plain = text.trim();
  if (kind === "hosts") return checkedHosts(name, title, plain);
  const isWritten = kind === "flag" ? true : /^\d{1,9}$/.test(plain) || (kind === "days" && plain === "all");
  if (isWritten && SETTINGS[name].schema.safeParse(plain).success) return plain;
  const what = plain === "" ? "There is no value" : `“${plain.slice(0, 40)}” does not fit`;
  throw new AppError("invalid", `${title}: ${what}. Write ${fits}.`, { field: name });
}

function checkedHosts(name: ChangeableName, title: string, text: string): string {
  const entries = text.split(",").flatMap((entry) => entry.trim() || []);
  if (entries.length > 200) throw new AppError("invalid", `${title}: at most 200 fit.`, { field: name });
  const plain = [...new Set(entries)].join(",");
  try {
    if (name === "CHAINWRIGHT_ALLOW_HOSTS") parseAllowHosts(plain);
    else parseHostList(plain);
  } catch (error) {
    throw new AppError("invalid", `${title}: ${(error as Error).message}`, { field: name });
  }
  return plain;
}

/** What holds, of texts that were checked. */
export function valuesOf(texts: SettingTexts): RunningConfig {
  const read = CHANGEABLE_NAMES.map((name) => [name, SETTINGS[name].schema.parse(texts[name])] as const);
  return Object.fromEntries(read) as unknown as RunningConfig;
}
