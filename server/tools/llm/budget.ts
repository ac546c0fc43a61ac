import { type AgentLimits, LIMIT_DEFAULTS } from "../../core/definition/schema/agent";
import type { LlmRecord } from "../../core/execution/llm-record";
import type { ChosenModel } from "./platforms";

export type Limits = AgentLimits & { cost: number | null };

/** The step's limits with the usual ones for what it does not name. */
export const limitsOf = (written: Partial<AgentLimits & { cost: number }> | null | undefined): Limits => ({
  ...LIMIT_DEFAULTS,
  ...written,
  cost: written?.cost ?? null,
});

/** What one answer took. Undefined: the endpoint did not say. */
export interface TurnUsage {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  /** Characters sent and received: what tokens are guessed from. */
  sent: number;
  received: number;
}

const CHARACTERS_PER_TOKEN = 4;

/** Counts what an attempt uses up, and says when it is too much. */
export class Budget {
  turns = 0;
  toolCalls = 0;
  corrections = 0;
  private input = 0;
  private output = 0;
  private estimated = false;

  constructor(
    readonly limits: Limits,
    private readonly chosen: ChosenModel,
    /** Milliseconds that never go back. */
    private readonly now: () => number,
    private readonly startedAt = now(),
  ) {}

  get tokensLeft(): number {
    return this.limits.tokens - this.input - this.output;
  }

  /** US dollars so far; null: the model has no price. */
  get cost(): number | null {
    const { price } = this.chosen.model;
    return price === null ? null : (this.input * price.input + this.output * price.output) / 1_000_000;
  }

  add({ inputTokens, outputTokens, sent, received }: TurnUsage): void {
    this.turns += 1;
    this.estimated ||= inputTokens === undefined || outputTokens === undefined;
    this.input += inputTokens ?? Math.ceil(sent / CHARACTERS_PER_TOKEN);
    this.output += outputTokens ?? Math.ceil(received / CHARACTERS_PER_TOKEN);
  }

  /** Why no further turn may begin; null while one may. */
  spent(): string | null {
    const { limits } = this;
    const over = (what: string, key: keyof Limits) =>
      `The model used up its ${what} without an answer. Raise \`limits.${key}\`, or ask for less.`;
    if (this.turns >= limits.turns) return over(`${limits.turns} turns`, "turns");
    if (this.tokensLeft <= 0) return over(`${limits.tokens} tokens`, "tokens");
    if (limits.cost !== null && (this.cost ?? 0) >= limits.cost) return over(`$${limits.cost}`, "cost");
    return this.timeSpent();
  }

  /** Why the time is over; null while it is not. */
  timeSpent(): string | null {
    if (this.now() - this.startedAt < this.limits.time * 1000) return null;
    return `The model had no answer within ${this.limits.time} s. Raise \`limits.time\`, or ask for less.`;
  }

  record(): Extract<LlmRecord, { kind: "llm.usage" }> {
    const { turns, toolCalls, corrections, input, output, estimated, cost, limits, chosen } = this;
    return {
      ...{ kind: "llm.usage", turn: turns, platform: chosen.platform.name, model: chosen.model.name },
      ...{ turns, tool_calls: toolCalls, corrections, input_tokens: input, output_tokens: output, estimated, cost },
      time_ms: Math.round(this.now() - this.startedAt),
      limits,
    };
  }
}
