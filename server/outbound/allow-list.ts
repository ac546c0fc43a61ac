import ipaddr from "ipaddr.js";

/** One entry of the operator's list of private hosts that chains may reach. */
export type AllowedHost =
  | { kind: "name"; name: string; port: number | null }
  | { kind: "range"; range: [ipaddr.IPv4 | ipaddr.IPv6, number]; port: number | null };

/** A function is asked anew for each request: an administrator may change the list. */
export type AllowList = readonly AllowedHost[] | (() => readonly AllowedHost[]);

/** A list whose text changes while the process runs. */
export function movingAllowList(text: () => string): () => readonly AllowedHost[] {
  let read = { text: "", list: parseAllowHosts("") };
  const list = () => {
    const now = text();
    if (now !== read.text) read = { text: now, list: parseAllowHosts(now) };
    return read.list;
  };
  // What cannot be read is said at the start.
  list();
  return list;
}

/**
 * Reads `host[:port],...`. A host is a name, an address (`[::1]` when a port follows) or a range such as `10.0.0.0/8`.
 * @throws Error naming the entry that cannot be read.
 */
export function parseAllowHosts(text: string): AllowedHost[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map(parseEntry);
}

function parseEntry(entry: string): AllowedHost {
  const { host, port } = splitPort(entry);
  const range = parseRange(host);
  if (range) return { kind: "range", range, port };
  if (!/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i.test(host)) {
    throw new Error(`"${entry}" is not a host. Write name, name:port, address or range, separated by commas.`);
  }
  return { kind: "name", name: plainName(host), port };
}

function splitPort(entry: string): { host: string; port: number | null } {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(entry);
  if (!match) return { host: entry, port: null };
  const port = match[3] === undefined ? null : Number(match[3]);
  if (port !== null && (port < 1 || port > 65535)) throw new Error(`"${entry}" has no usable port.`);
  return { host: match[1] ?? match[2] ?? entry, port };
}

function parseRange(host: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  if (ipaddr.isValidCIDR(host)) return ipaddr.parseCIDR(host);
  if (!ipaddr.IPv4.isValidFourPartDecimal(host) && !ipaddr.IPv6.isValid(host)) return null;
  const address = ipaddr.process(host);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/** Lower case, without the dot at the end that DNS allows. */
export const plainName = (host: string): string => host.toLowerCase().replace(/\.$/, "");

/** Whether the operator lets this name in, whatever it resolves to. */
export function allowsName(list: readonly AllowedHost[], host: string, port: number): boolean {
  const name = plainName(host);
  return list.some(
    (entry) => entry.kind === "name" && entry.name === name && (entry.port === null || entry.port === port),
  );
}

/** Whether the operator lets this address in. */
export function allowsAddress(list: readonly AllowedHost[], address: string, port: number): boolean {
  const parsed = ipaddr.process(address);
  return list.some((entry) => {
    if (entry.kind !== "range" || (entry.port !== null && entry.port !== port)) return false;
    const [network, bits] = entry.range;
    return parsed.kind() === network.kind() && parsed.match(network, bits);
  });
}
