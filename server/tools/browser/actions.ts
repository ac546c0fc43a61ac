import { readFile, stat } from "node:fs/promises";
import type { Page } from "playwright";
import { checkOnlyHosts } from "../../outbound/only-hosts";
import { safeFileName } from "../files/file-name";
import { formatBytes } from "../format-bytes";
import { type ToolContext, ToolError } from "../tool";
import type { Action, ActionInput, ActionName } from "./describe-actions";
import { goTo, type Navigation } from "./navigate";
import type { Screenshots } from "./screenshots";
import type { BrowserSession } from "./session";
import { elementOf, hasTarget, type Target, targetWords } from "./target";

export interface Download {
  /** Name among the step's files. */
  path: string;
  size: number;
}

/** What actions work with; `page` is asked anew for each, since an action may open another tab. */
export interface ActionScene extends Navigation {
  page: Page;
  session: BrowserSession;
  context: ToolContext;
  screenshots: Screenshots;
  downloads: Download[];
  timeoutMs: number;
}

type Performers = { [Name in ActionName]: (input: ActionInput<Name>, scene: ActionScene) => Promise<unknown> };

const PERFORM: Performers = {
  goto: (url, scene) => goTo(scene.page, url, scene),
  click: (target, { page, timeoutMs }) => elementOf(page, target).click({ timeout: timeoutMs }),
  async fill(input, scene) {
    const { page, timeoutMs } = scene;
    await mayType(scene, input);
    return elementOf(page, input).fill(String(input.value), { timeout: timeoutMs });
  },
  async press(input, scene) {
    const { page, timeoutMs } = scene;
    await mayType(scene, typeof input === "string" || !hasTarget(input) ? null : input);
    if (typeof input === "string") return page.keyboard.press(input);
    if (!hasTarget(input)) return page.keyboard.press(input.key);
    return elementOf(page, input).press(input.key, { timeout: timeoutMs });
  },
  select(input, { page, timeoutMs }) {
    const options = [input.option].flat().map(String);
    return elementOf(page, input).selectOption(options, { timeout: timeoutMs });
  },
  check: (input, { page, timeoutMs }) => elementOf(page, input).setChecked(input.checked, { timeout: timeoutMs }),
  wait_for(input, { page, timeoutMs }) {
    if (input.url !== undefined)
      return page.waitForURL(input.url, { timeout: timeoutMs, waitUntil: "domcontentloaded" });
    return elementOf(page, input).waitFor({ state: input.state, timeout: timeoutMs });
  },
  screenshot(input, { page, screenshots }) {
    const { name = "screenshot", full_page = false } = typeof input === "string" ? { name: input } : input;
    return screenshots.take(page, name, { fullPage: full_page });
  },
  download,
};

/** With secrets that are bound to hosts, something is typed only into pages of these: into the frame that has the field, too. */
async function mayType({ page, context, timeoutMs }: ActionScene, target: Target | null): Promise<void> {
  if (!context.onlyHosts?.length) return;
  const field = target && (await elementOf(page, target).elementHandle({ timeout: timeoutMs }));
  const frame = await field?.ownerFrame();
  for (const address of [page.url(), ...(frame ? [frame.url()] : page.frames().map((one) => one.url()))]) {
    try {
      checkOnlyHosts(new URL(address), context.onlyHosts);
    } catch (error) {
      throw new ToolError((error as Error).message, { retryable: false });
    }
  }
}

async function download(input: ActionInput<"download">, scene: ActionScene): Promise<void> {
  const { page, session, context, timeoutMs } = scene;
  const { arrived, failed } = await session.expectDownload(async () => {
    const [arrived] = await Promise.all([
      page.waitForEvent("download", { timeout: timeoutMs }),
      elementOf(page, input).click({ timeout: timeoutMs }),
    ]);
    return { arrived, failed: await arrived.failure() };
  });
  if (failed) throw new ToolError(`The download did not finish: ${failed}.`, { retryable: true });
  const source = await arrived.path();
  const { size } = await stat(source);
  const { fileBytes } = context.files.limits;
  if (size > fileBytes) {
    const message = `The download has ${formatBytes(size)}; a file may have ${formatBytes(fileBytes)}.`;
    throw new ToolError(message, { retryable: false });
  }
  const name = safeFileName(input.save_as ?? arrived.suggestedFilename(), "download");
  const file = await context.files.write(name, await readFile(source), { kind: "download", label: `Download ${name}` });
  await arrived.delete();
  context.file(file);
  scene.downloads.push({ path: name, size });
}

export interface NamedAction {
  name: ActionName;
  /** `click button "Sign in"`, without anything that was typed. */
  words: string;
  target: Target | null;
  perform(scene: ActionScene): Promise<unknown>;
}

/** The one action that the object holds. */
export function namedAction(action: Action): NamedAction {
  const name = Object.keys(action)[0] as ActionName;
  const input = action[name];
  const target = typeof input === "object" && hasTarget(input as Target) ? (input as Target) : null;
  return {
    name,
    words: `${name.replace("_", " ")} ${objectWords(input, target)}`.trim(),
    target,
    perform: (scene) => (PERFORM[name] as (input: unknown, scene: ActionScene) => Promise<unknown>)(input, scene),
  };
}

function objectWords(input: Action[ActionName], target: Target | null): string {
  if (typeof input === "string") return input.slice(0, 300);
  if (target) return targetWords(target);
  if (input && "url" in input && input.url !== undefined) return input.url;
  if (input && "key" in input) return input.key;
  return "";
}
