/** A template with three versions, and a copy of its first one that was changed at the same places. */
import type { Visitor } from "./visitor";

export interface TemplateStory {
  template: string;
  /** The chain that it publishes. */
  original: string;
  copy: string;
}

/** `ended` waits for an execution. */
export async function tellTemplates(
  owner: Visitor,
  url: string,
  ended: (owner: Visitor, id: string) => Promise<void>,
): Promise<TemplateStory> {
  const first = digest(url);
  const { id: original } = await owner.call<{ id: string }>("chains.create", { source: first });
  const versions = [first, authorsSecond(first), authorsThird(first)];
  let template = "";
  for (const [index, source] of versions.entries()) {
    const number = index + 1;
    if (index > 0) await owner.call("chains.save", { id: original, source, baseVersion: index });
    const given = { id: original, source, scope: { type: "whole" }, params: {} };
    const { id: testId } = await owner.call<{ id: string }>("chainTests.start", given);
    await ended(owner, testId);
    const published = { chainId: original, number, testId, visibility: "server", emails: [], ...WORDS[index] };
    template = (await owner.call<{ id: string }>("templates.publish", published)).id;
  }
  const install = { id: template, number: 1, name: "My price digest", defaults: { limit: 12 }, secrets: {} };
  const { chainId: copy } = await owner.call<{ chainId: string }>("templates.install", install);
  const { version } = await owner.ask<{ version: { source: string } }>("chains.get", { id: copy });
  await owner.call("chains.save", { id: copy, source: yours(version.source), baseVersion: 1 });
  return { template, original, copy };
}

const README = `Reads the products and the deals of a shop, puts them into one text, and sends it.

## What you need

1. The address of a shop that answers at \`/api/products\`.
2. A place in the morning for it: the schedule rests until you turn it on.

## What it costs

Two requests and no model. A run takes about a second.
`;

const SAID = {
  title: "Price digest",
  summary: "Products and deals of a shop in one message, every morning.",
  readme: README,
  params: {
    base_url: { description: "Where the shop is.", example: "https://shop.example.com" },
    limit: { description: "The most that something may cost.", example: "20" },
  },
};
const WORDS = [
  { ...SAID, notes: "" },
  { ...SAID, notes: "The message counts what it lists." },
  {
    ...SAID,
    notes: "Reads the **deals** too, and says when there are none. The step `short` is gone: `text` does it.",
  },
];

const digest = (url: string) => `name: Price digest
description: Products and deals of a shop in one message.
tags: [shop, prices]
params:
  base_url: { type: string, title: Shop, default: "${url}/demo" }
  limit: { type: number, title: Costs at most, default: 20 }
steps:
  # Everything that the shop sells.
  - id: products
    name: Products
    tool: http
    operation: request
    parameters:
      url: "{{ params.base_url }}/api/products"
      method: GET
  - id: short
    name: Top five
    tool: transform
    operation: set
    parameters:
      value: "{{ products.json | size }}"
  - id: text
    name: Write the digest
    tool: transform
    operation: set
    parameters:
      value: "{{ short }} products, {{ params.limit }} at most"
  - id: send
    name: Send
    tool: notify
    operation: send
    parameters:
      title: Prices of today
      body: "{{ text }}"
`;

const authorsSecond = (source: string) =>
  source.replace("title: Prices of today", 'title: "{{ short }} prices of today"');

const authorsThird = (source: string) =>
  source
    .replace("title: Prices of today", "title: Prices and deals of today")
    .replace("      method: GET", "      timeout: 20")
    .replace(
      "{{ short }} products, {{ params.limit }} at most",
      "{{ products.json | size }} products, {{ params.limit }} at most",
    )
    .replace(/ {2}- id: short[\s\S]*?(?= {2}- id: text)/, DEALS);

const DEALS = `  - id: deals
    name: Deals
    tool: http
    operation: request
    parameters:
      url: "{{ params.base_url }}/deals"
`;

const yours = (source: string) =>
  source
    .replace("title: Prices of today", "title: For the team, prices of today")
    .replace("products.json | size }}", "products.json | size | at_most: 5 }}")
    .replace("name: Write the digest", "name: Write it for the team");
