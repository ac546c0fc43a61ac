/**
 * The one decision about where requests may go. It is taken twice: on the parsed URL (scheme, user info, literal
 * address) and again on every address that the name resolves to, at the moment of connecting, so that neither an odd
 * spelling of an address nor a name that changes its answer gets through. A check of the text alone, or of one lookup
 * before the request, was rejected: both let some spelling of loopback pass.
 */
import { lookup as systemLookup } from "node:dns/promises";
import net from "node:net";
import ipaddr from "ipaddr.js";
import { type AllowList, allowsAddress, allowsName } from "./allow-list";

/** A request that must not leave. The message says what was refused and who can allow it. */
export class OutboundRefused extends Error {
  override name = "OutboundRefused";
}

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** Looks a name up, as the system does. Tests inject their own. */
export type Resolve = (host: string) => Promise<ResolvedAddress[]>;

export interface Guard {
  /** Scheme, user info and literal addresses. @throws OutboundRefused, or Error when it is no URL. */
  checkUrl(url: string | URL): URL;
  /** The addresses that may be connected to. @throws OutboundRefused when any address of the host is refused. */
  resolve(host: string, port: number): Promise<ResolvedAddress[]>;
}

const systemResolve: Resolve = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

export function createGuard(allowHosts: AllowList, resolve: Resolve = systemResolve): Guard {
  const allowed = () => (typeof allowHosts === "function" ? allowHosts() : allowHosts);
  const permits = (address: string, port: number) =>
    isPublicAddress(address) || allowsAddress(allowed(), address, port);

  return {
    checkUrl(input) {
      const url = parseUrl(input);
      if (url.protocol !== "http:" && url.protocol !== "https:") {
        throw new OutboundRefused(`${url.protocol} addresses are not allowed, only http: and https:.`);
      }
      if (url.username !== "" || url.password !== "") {
        throw new OutboundRefused(`The address of ${url.host} carries a user name or password; send a header instead.`);
      }
      const host = bareHost(url.hostname);
      if (net.isIP(host) && !permits(host, portOf(url))) throw refusal(host, portOf(url));
      return url;
    },
    async resolve(hostname, port) {
      const host = bareHost(hostname);
      const family = net.isIP(host);
      if (family) {
        if (!permits(host, port)) throw refusal(host, port);
        return [{ address: host, family: family === 6 ? 6 : 4 }];
      }
      const addresses = await resolve(host);
      if (addresses.length === 0) throw new Error(`${host} has no address.`);
      if (allowsName(allowed(), host, port)) return addresses;
      for (const { address } of addresses) if (!permits(address, port)) throw refusal(host, port, address);
      return addresses;
    },
  };
}

/** All that is handed out as global unicast; `::7f00:1` and its like lie outside and count as unicast otherwise. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** True only for ordinary addresses of the public internet, IPv4 inside IPv6 unpacked. */
export function isPublicAddress(address: string): boolean {
  if (net.isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_IPV6)) return false;
  return parsed.range() === "unicast";
}

/** Port of a URL, the scheme's own when none is written. */
export function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

const bareHost = (host: string) => host.replace(/^\[|\]$/g, "");

function parseUrl(input: string | URL): URL {
  if (input instanceof URL) return input;
  try {
    return new URL(input);
  } catch {
    throw new OutboundRefused(`"${input.slice(0, 200)}" is not an address. It has to start with http:// or https://.`);
  }
}

function refusal(host: string, port: number, address?: string): OutboundRefused {
  const resolved = address === undefined || address === host ? "" : ` (${address})`;
  return new OutboundRefused(
    `${host}${resolved} is a private address. An administrator can allow it under Administration, or the operator: CHAINWRIGHT_ALLOW_HOSTS=${host}:${port}`,
  );
}
