/** The API on the real services, called as `fetch` would call it, without a socket. */
import { type Person, ServiceBench } from "../../testing/service-bench";
import { type Bench, createBench } from "../../tools/test-bench";
import { createRest, type Rest } from "../app";

export const PUBLIC_URL = "http://localhost:3000";

export interface RestAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it expects
  body: any;
}

export class RestBench {
  private constructor(
    readonly services: ServiceBench,
    readonly tools: Bench,
    private readonly rest: Rest,
  ) {}

  static async open({ callsPerMinute = 10_000, drives = true } = {}): Promise<RestBench> {
    const [services, tools] = await Promise.all([ServiceBench.open(), createBench()]);
    if (drives) await services.harness.engine(tools.tools);
    return new RestBench(services, tools, createRest({ callsPerMinute: () => callsPerMinute }));
  }

  /** A token of somebody's. */
  async token(person: Person, ...scopes: string[]): Promise<string> {
    const made = await this.services.services.tokens.create(person, { name: "test", scopes, expiresInDays: 1 });
    return made.token;
  }

  /** `as`: a token; a person in a browser; nobody. */
  async call(
    as: string | Person | null,
    method: string,
    path: string,
    {
      body,
      headers = {},
      sameOrigin = true,
    }: { body?: unknown; headers?: Record<string, string>; sameOrigin?: boolean } = {},
  ): Promise<RestAnswer> {
    const request = new Request(`${PUBLIC_URL}${path}`, {
      method,
      headers: { ...headers, ...(typeof as === "string" ? { authorization: `Bearer ${as}` } : {}) },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await this.rest.fetch(request, {
      ...{ services: this.services.services, home: this.services.home, publicUrl: PUBLIC_URL },
      ...{ session: async () => (typeof as === "string" ? null : as), isSameOrigin: () => sameOrigin },
      log: { error: ({ err }: { err?: unknown }) => console.error(err) },
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  async close(): Promise<void> {
    await this.services.close();
    await this.tools.close();
  }
}
