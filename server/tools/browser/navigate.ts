import type { Page } from "playwright";
import { type Guard, OutboundRefused, portOf } from "../../outbound/guard";
import { checkOnlyHosts } from "../../outbound/only-hosts";
import { PROXY_ERROR_HEADER } from "../../outbound/proxy";
import { type ToolContext, ToolError } from "../tool";

export interface Navigation {
  guard: Guard;
  context: ToolContext;
}

const NAVIGATION_TIMEOUT_MS = 30_000;
const SETTLE_MS = 5000;

/** Opens an address. The guard decides first, so that a refusal comes in its own words instead of the browser's. */
export async function goTo(page: Page, address: string, { guard, context }: Navigation): Promise<void> {
  await permitted(guard, address, context.onlyHosts);
  let response: Awaited<ReturnType<Page["goto"]>>;
  try {
    response = await page.goto(address, { timeout: NAVIGATION_TIMEOUT_MS, waitUntil: "load" });
  } catch (error) {
    throw navigationError(error, address);
  }
  if (!response) return;
  const fromProxy = await response.headerValue(PROXY_ERROR_HEADER);
  if (fromProxy) {
    throw new ToolError((await response.text()).trim(), {
      retryable: fromProxy !== "refused",
      details: { url: page.url() },
    });
  }
  if (response.status() >= 500) {
    throw new ToolError(`${address} answered ${response.status()}.`, {
      retryable: true,
      details: { status: response.status() },
    });
  }
  if (response.status() >= 400) context.log("warn", `${address} answered ${response.status()}`);
}

/** Waits until a page that an action opened has loaded, but not for ever: some pages never stop loading. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("load", { timeout: SETTLE_MS }).catch(() => {});
}

async function permitted(guard: Guard, address: string, onlyHosts: ToolContext["onlyHosts"]): Promise<void> {
  try {
    const url = guard.checkUrl(address);
    checkOnlyHosts(url, onlyHosts);
    await guard.resolve(url.hostname, portOf(url));
  } catch (error) {
    if (error instanceof OutboundRefused) throw new ToolError(error.message, { retryable: false });
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOTFOUND" ? "its name is unknown" : (error as Error).message;
    throw new ToolError(`${address} cannot be opened: ${why}.`, { retryable: true });
  }
}

const NETWORK_WORDS: Record<string, string> = {
  ERR_CONNECTION_REFUSED: "nothing accepts connections there",
  ERR_CONNECTION_RESET: "the connection was cut",
  ERR_EMPTY_RESPONSE: "it sent nothing",
  ERR_TUNNEL_CONNECTION_FAILED: "it cannot be reached",
  ERR_CERT_AUTHORITY_INVALID: "its certificate is not trusted",
  ERR_CERT_DATE_INVALID: "its certificate has expired",
  ERR_ABORTED: "it is a download or was interrupted",
};

function navigationError(error: unknown, address: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const code = /net::(ERR_[A-Z_]+)/.exec(message)?.[1];
  if (code) return new ToolError(`${address} cannot be opened: ${NETWORK_WORDS[code] ?? code}.`, { retryable: true });
  if (/Timeout/.test(message)) {
    return new ToolError(`${address} did not load within ${NAVIGATION_TIMEOUT_MS / 1000} s.`, { retryable: true });
  }
  return error;
}
