import { plainName } from "./allow-list";
import { OutboundRefused, portOf } from "./guard";

/**
 * A place that may get something: `api.example.com`, `*.example.com` for the names below, `host:8080` for one port. Without a port
 * any will do.
 */
const HOST = /^(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/;

/** How a person's words for a host are kept; null: it is none. */
export function hostRule(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const bare = trimmed.includes("://") && URL.canParse(trimmed) ? new URL(trimmed).host : trimmed.replace(/\.$/, "");
  if (bare.length > 253 || !HOST.test(bare)) return null;
  const port = /:(\d+)$/.exec(bare)?.[1];
  // `*.com` is no place.
  if (bare.startsWith("*.") && !bare.slice(2).includes(".")) return null;
  return port !== undefined && (Number(port) < 1 || Number(port) > 65_535) ? null : bare;
}

/** Whether an address is at one of these places. */
export function isAtHost(url: URL, rules: readonly string[]): boolean {
  const name = plainName(url.hostname);
  return rules.some((rule) => {
    const port = /:(\d+)$/.exec(rule)?.[1];
    if (port !== undefined && Number(port) !== portOf(url)) return false;
    const host = port === undefined ? rule : rule.slice(0, -port.length - 1);
    return host.startsWith("*.") ? name.endsWith(host.slice(1)) : name === host;
  });
}

/** Each list has to have the place: a request may carry several things, each with places of its own. @throws OutboundRefused */
export function checkOnlyHosts(url: URL, onlyHosts: readonly (readonly string[])[] | undefined): void {
  const refusing = onlyHosts?.find((rules) => !isAtHost(url, rules));
  if (!refusing) return;
  throw new OutboundRefused(
    `A secret of this step may be sent only to ${refusing.join(", ")}, and this goes somewhere else. Change the address, or ask the owner of the secret to add its host.`,
  );
}
