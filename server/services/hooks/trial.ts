import type { Diagnostic } from "../../core/definition/diagnostic";
import { parseTrial } from "../../core/hooks/parse-hooks";
import { readSample, sampleAt } from "../../core/hooks/sample";
import type { HookMoment } from "../../core/hooks/words";
import { AppError } from "../../errors";
import { newId } from "../../new-id";
import { type Actor, userIdOf } from "../actor";
import type { HookTrialResult, ServiceDependencies } from "../dependencies";

/** What somebody wants to try. */
export interface TrialRequest {
  /** One hook in YAML, or hooks of one moment in order: the last is tried, and a `transform` before it makes its `vars`. */
  source: string;
  /** At which moment. */
  moment: HookMoment;
  /** What it reads, in YAML; null: a sample that is made up. */
  sample: string | null;
  /** False: only show what would be sent. */
  send: boolean;
}

/** What a hook would do with the sample, or has done. */
export interface HookTrial {
  diagnostics: Diagnostic[];
  /** What is wrong with the sample, in a sentence. */
  sampleProblem: string | null;
  /** Null: it was not tried, since something is wrong. */
  result: HookTrialResult | null;
}

/** Tries hooks that are in no chain yet. */
export function createTrial(deps: Pick<ServiceDependencies, "hookEnv" | "tryHook">) {
  return async (actor: Actor, { source, moment, sample: written, send }: TrialRequest): Promise<HookTrial> => {
    const { hook, before, diagnostics } = parseTrial(source, deps.hookEnv ?? [], moment);
    const { sample, problem } =
      written === null ? { sample: sampleAt(moment), problem: null } : readSample(written, moment);
    if (!hook || !sample) return { diagnostics, sampleProblem: problem, result: null };
    if (!deps.tryHook) throw new AppError("conflict", "This process sends no hooks. Try it where the server runs.");
    const call = { id: newId(), hook, before, context: sample, userId: userIdOf(actor), send };
    return { diagnostics, sampleProblem: null, result: await deps.tryHook(call) };
  };
}
