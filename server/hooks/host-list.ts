/** The operator's list of hosts that webhooks may go to: `hooks.example.com`, `*.example.org:8443`, or `*` for all. */

export interface HostList {
  allows(url: URL): boolean;
  readonly entries: readonly string[];
}

/** @throws Error naming the entry that cannot be read. */
export function parseHostList(text: string): HostList {
  const entries = text
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
  for (const entry of entries) {
    if (
      entry !== "*" &&
      !/^(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/.test(entry)
    )
      throw new Error(`"${entry}" is not a host. Write name, name:port, *.name or *, separated by commas.`);
  }
  return { entries, allows: (url) => entries.some((entry) => fits(entry, url)) };
}

/** A list whose text changes while the process runs. */
export function movingHostList(text: () => string): HostList {
  let read = { text: "", list: parseHostList("") };
  const list = () => {
    const now = text();
    if (now !== read.text) read = { text: now, list: parseHostList(now) };
    return read.list;
  };
  list();
  return {
    allows: (url) => list().allows(url),
    get entries() {
      return list().entries;
    },
  };
}

function fits(entry: string, url: URL): boolean {
  if (entry === "*") return true;
  const [, name = "", port] = /^(.*?)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== portOf(url)) return false;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  return name.startsWith("*.") ? host.endsWith(name.slice(1)) && host.length > name.length - 1 : host === name;
}

const portOf = (url: URL): string => url.port || (url.protocol === "https:" ? "443" : "80");

/** `name:port`, under which the breaker and the rate of a host are kept. */
export const hostKey = (url: URL): string => `${url.hostname.toLowerCase()}:${portOf(url)}`;
