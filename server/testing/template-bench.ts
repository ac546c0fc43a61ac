import { type Script, ScriptedPort, succeed } from "../engine/testing/scripted-port";
import type { Publication } from "../services/templates/publishing";
import { type Person, ServiceBench } from "./service-bench";

export const SOURCE = `# Reads and says.
name: Reader
tags: [news]
schedule: { frequency: daily, time: "05:00:00", timezone: UTC }
params:
  url: { type: string, default: "https://example.com" }
steps:
  - id: read
    tool: http
    operation: request
    parameters: { url: "{{ params.url }}" }
  - id: say
    tool: transform
    operation: set
    parameters: { value: "{{ read.status }}" }
`;

/** Ada, who publishes, and Ben, who installs; the steps of their chains hand on what they are given. */
export class TemplateBench {
  private constructor(
    readonly bench: ServiceBench,
    readonly ada: Person,
    readonly ben: Person,
    readonly port: ScriptedPort,
  ) {}

  static async open(): Promise<TemplateBench> {
    const bench = await ServiceBench.open();
    const echo: Script = ({ parameters }) => succeed(parameters);
    const port = new ScriptedPort({ read: echo, say: echo, more: echo });
    await bench.harness.engine(port);
    return new TemplateBench(bench, await bench.person(), await bench.person(), port);
  }

  get services() {
    return this.bench.services;
  }

  /** A chain of Ada's of which the first step has a fixed result. */
  async chainOfAda(source = SOURCE): Promise<string> {
    const { id } = await this.services.chains.create(this.ada, source);
    await this.services.fixedResults.fix(this.ada, id, "read", { type: "result", value: { status: 200 } });
    return id;
  }

  /** Runs a test of Ada's to its end. */
  async tested(chainId: string, source: string): Promise<string> {
    const whole = { source, scope: { type: "whole" as const }, params: {} };
    const { id } = await this.services.chainTests.start(this.ada, chainId, whole);
    await this.bench.harness.ended(id);
    return id;
  }

  /** The first version, or another one, of a chain of Ada's. */
  async published(rest: Partial<Publication> = {}) {
    const chainId = await this.chainOfAda();
    const testId = await this.tested(chainId, SOURCE);
    return { chainId, ...(await this.services.templates.publish(this.ada, publication(chainId, testId, rest))) };
  }
}

export const publication = (chainId: string, testId: string, rest: Partial<Publication> = {}): Publication => ({
  ...{ chainId, testId, number: 1, title: "Reader", summary: "Reads.", readme: "# Reader", notes: "" },
  ...{ params: { url: { description: "Where" }, gone: { description: "x" } }, visibility: "server", emails: [] },
  ...rest,
});
