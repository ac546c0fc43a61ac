/** What has happened on the server when the pictures are taken. */
import { type TemplateStory, tellTemplates } from "./template-story";
import type { Visitor } from "./visitor";

export const PASSWORD = "a long enough password";
export const OWNER = { name: "ops", email: "ops@example.com" };
export const GUEST = "guest@example.com";

export interface Story {
  chains: { shop: string; watch: string };
  task: string;
  question: string;
  templates: TemplateStory;
  executions: {
    shop: string;
    deals: string;
    failing: string;
    manual: string;
    release: string;
    replay: string;
    held: string;
  };
}

/** Ends of executions that the pictures do not wait for. */
const OPEN = new Set(["queued", "running", "paused"]);

/** Runs the samples, a chain that fails and one that waits for a person. */
export async function tellStory(owner: Visitor, url: string): Promise<Story> {
  const { items } = await owner.ask<{ items: { id: string; name: string }[] }>("chains.list", {});
  const idOf = (name: string) => items.find((chain) => chain.name === name)?.id ?? missing(name);
  const shop = idOf("Shop checkout");
  const made = { failing: await create(owner, failingChain(url)), manual: await create(owner, manualChain(url)) };
  const watch = await create(owner, watchChain(url));
  for (const limit of [15, 30]) await ended(owner, await start(owner, shop, { limit }));
  const executions = {
    shop: await start(owner, shop, { limit: 20 }),
    deals: await start(owner, idOf("Deals report"), {}),
    failing: await start(owner, made.failing, {}),
    manual: await start(owner, made.manual, {}),
    brief: await start(owner, idOf("Morning Brief Generator"), {}),
  };
  for (const id of [executions.shop, executions.deals, executions.failing, executions.brief]) await ended(owner, id);
  await until(owner, executions.manual, (steps) => steps.some((step) => step.reason?.code === "manual_trigger"));
  const task = await runTask(owner, url);
  const question = await start(owner, await create(owner, questionChain(url)), {});
  await ended(owner, question);
  return {
    chains: { shop, watch },
    task,
    question,
    templates: await tellTemplates(owner, url, ended),
    executions: { ...executions, ...(await tellRelease(owner, url, executions.failing)) },
  };
}

/** A task that has run by itself. */
async function runTask(owner: Visitor, url: string): Promise<string> {
  const parameters = { url: `${url}/demo/deals`, items: ".deal", fields: { title: ".title", price: ".price" } };
  const body = { tool: "browser", operation: "extract", parameters };
  const { id } = await owner.call<{ id: string }>("tasks.create", { name: "Read deals of the week", body });
  const run = await owner.call<{ id: string }>("tasks.run", { id, idempotencyKey: "picture" });
  await ended(owner, run.id);
  return id;
}

/** A loop, another chain, a choice and a question; a replay; and one that waits for the first. */
async function tellRelease(owner: Visitor, url: string, failing: string) {
  await create(owner, notesChain);
  const chain = await create(owner, releaseChain(url));
  const release = await start(owner, chain, {});
  await until(owner, release, (steps) => steps.some((step) => step.reason?.code === "approval"));
  const held = await start(owner, chain, {});
  const parameters = { fromStep: "reviews", version: "newest" };
  const { id: replay } = await owner.call<{ id: string }>("executions.replay", { id: failing, ...parameters });
  await ended(owner, replay);
  return { release, held, replay };
}

/** Starts the chain that takes long, and answers when its middle runs. */
export async function startWatch(owner: Visitor, chainId: string): Promise<string> {
  const id = await start(owner, chainId, {});
  await until(owner, id, (steps) => {
    const status = (stepId: string) => steps.find((step) => step.id === stepId)?.status;
    return status("reviews") === "running" && status("stock") === "waiting";
  });
  return id;
}

async function create(owner: Visitor, source: string): Promise<string> {
  return (await owner.call<{ id: string }>("chains.create", { source })).id;
}

let starts = 0;
async function start(owner: Visitor, chainId: string, params: object): Promise<string> {
  const idempotencyKey = `picture-${++starts}`;
  return (await owner.call<{ id: string }>("executions.start", { chainId, params, idempotencyKey })).id;
}

interface Seen {
  status: string;
  steps: { id: string; status: string; reason: { code: string } | null }[];
}

async function ended(owner: Visitor, id: string): Promise<void> {
  await look(owner, id, ({ status }) => !OPEN.has(status));
}

async function until(owner: Visitor, id: string, holds: (steps: Seen["steps"]) => boolean): Promise<void> {
  await look(owner, id, ({ status, steps }) => {
    if (!OPEN.has(status) && !holds(steps))
      throw new Error(`Execution ${id} ended as ${status} before it came so far.`);
    return holds(steps);
  });
}

async function look(owner: Visitor, id: string, holds: (seen: Seen) => boolean): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  while (!holds(await owner.ask<Seen>("executions.get", { id }))) {
    if (Date.now() > giveUpAt) throw new Error(`Execution ${id} takes longer than two minutes.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function missing(name: string): never {
  throw new Error(`There is no sample chain "${name}".`);
}

const questionChain = (url: string) => `name: Judge the deals
steps:
  - id: judge
    name: Judge the deals
    execution_mode: orchestrated
    task_description: Which products are really cheaper than last week? Their prices are at ${url}/demo/api/products.
    allowed_tools: [http.request]
    limits: { turns: 12, tokens: 20000 }
    output_schema:
      type: object
      required: [picks]
      properties:
        picks:
          type: array
          items:
            type: object
            required: [title, saving]
            properties: { title: { type: string }, saving: { type: number } }
`;

const watchChain = (url: string) => `name: Shop watch
description: Signs in, reads the deals and reports what got cheaper.
tags: [shop, prices]
schedule: { frequency: daily, time: "05:00:00", timezone: America/New_York }
share: { browser_session: true, files: true }
params:
  base_url: { type: string, title: Shop, default: "${url}/demo" }
steps:
  - id: login
    name: Sign in to the shop
    tool: browser
    operation: run
    parameters:
      actions:
        - goto: "{{ params.base_url }}/login"
        - fill: { label: User, value: demo }
        - fill: { label: Password, value: demo }
        - click: { role: button, name: Sign in }
        - wait_for: { role: heading, name: Products, exact: true }
  - id: deals
    name: Read deals
    tool: browser
    operation: extract
    parameters: { url: "{{ params.base_url }}/deals", items: .deal, fields: { id: { attribute: data-id }, title: .title } }
  - id: details
    name: Product details
    depends_on: [deals]
    tool: http
    operation: request
    parameters: { url: "{{ params.base_url }}/api/products" }
  - id: reviews
    name: Read reviews
    depends_on: [deals]
    tool: browser
    operation: run
    parameters:
      actions:
        - goto: "{{ params.base_url }}/products/p-102"
        - wait_for: { css: .reviews }
      timeout: 120
  - id: stock
    name: Stock feed
    depends_on: [deals]
    tool: flow
    operation: fail
    parameters: { message: The feed answered 503, retryable: true }
    retry: { max_attempts: 3, initial_delay: 60 }
  - id: ops
    name: Tell ops
    depends_on: [{ step: deals, on: failure }]
    tool: notify
    operation: send
    parameters: { title: No deals could be read }
  - id: judge
    name: Judge the deals
    depends_on: [details, reviews, stock]
    execution_mode: orchestrated
    task_description: Pick the deals that are really cheaper.
    parameters: { deals: "{{ deals.items }}" }
  - id: send
    name: Send report
    depends_on: [judge]
    tool: notify
    operation: send
    parameters: { title: Deals of today, body: "{{ judge }}" }
  - id: copy
    name: Keep a copy
    depends_on: [{ step: judge, on: always }]
    tool: files
    operation: write
    parameters: { path: deals.json, json: "{{ deals.items }}" }
`;

const failingChain = (url: string) => `name: Read reviews
description: Looks for a button that the page does not have.
tags: [shop]
steps:
  - id: products
    name: Open the shop
    tool: browser
    operation: run
    parameters: { actions: [{ goto: "${url}/demo/products" }] }
  - id: reviews
    name: Read reviews
    tool: browser
    operation: run
    parameters:
      actions:
        - goto: "${url}/demo/products/p-102"
        - click: { role: button, name: Next page }
      timeout: 1
    retry: { max_attempts: 3, initial_delay: 0.5, backoff_factor: 2 }
  - id: report
    name: Send report
    tool: notify
    operation: send
    parameters: { title: Reviews read }
`;

const manualChain = (url: string) => `name: Price announcement
description: Reads a price, waits until somebody has looked at it, and announces it.
tags: [prices]
steps:
  - id: feed
    name: Price feed
    error_policy: continue
    tool: flow
    operation: fail
    parameters: { message: The feed answered 503, retryable: true }
    retry: { max_attempts: 3, initial_delay: 0.4, backoff_factor: 2 }
  - id: price
    name: Look up the price
    tool: http
    operation: request
    parameters: { url: "${url}/demo/api/products/p-102" }
  - id: announce
    name: Announce it
    trigger: manual
    tool: notify
    operation: send
    parameters: { title: "{{ price.json.name }} costs {{ price.json.price }}" }
`;

const notesChain = `name: Release notes
params: { version: { type: string, required: true } }
steps:
  - { id: text, name: Write the notes, tool: transform, operation: set, parameters: { value: "Version {{ params.version }}" } }
`;

const releaseChain = (url: string) => `name: Release the catalogue
description: Checks every product, writes the notes, and asks before it publishes.
tags: [prices]
concurrency: { key: catalogue }
error_policy: continue
steps:
  - id: checks
    name: Check the products
    for_each: [p-101, p-102, p-103, p-104, p-999, p-105, p-106, p-107]
    concurrency: 3
    tool: http
    operation: request
    parameters: { url: "${url}/demo/api/products/{{ item }}" }
  - id: notes
    name: Notes
    chain: Release notes
    parameters: { version: "2.4" }
  - id: size
    name: How large is it?
    tool: transform
    operation: set
    parameters: { value: "{{ checks | size }}" }
    next:
      - { when: size > 100, goto: large }
      - { goto: approve }
  - id: large
    name: Split the release
    tool: transform
    operation: set
    parameters: { value: split }
  - id: approve
    name: Ask the editor
    tool: flow
    operation: approve
    parameters:
      question: Publish version 2.4 of the catalogue?
      description: |
        {{ checks | size }} products were checked, one of them is missing.
        {{ notes.text }}
      expires_in: 86400
      on_reject: continue
      answers:
        channel: { type: string, title: Channel, enum: [web, print, both], default: web, required: true }
        copies: { type: integer, title: Copies, minimum: 1, maximum: 500, default: 20, description: Printed for the shop. }
        notify: { type: boolean, title: Tell the customers, default: true }
  - id: publish
    name: Publish
    depends_on: [approve]
    when: approve.approved
    tool: notify
    operation: send
    parameters: { title: "Published for {{ approve.answers.channel }}" }
`;
