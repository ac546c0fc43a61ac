import type { ErrorPolicy } from "../plan/plan";
import type { ChainSource } from "./schema/chain";
import type { StepSource } from "./schema/step";

/** Other names of the classic form: see `classic-names.ts`. */
type ClassicKey = "retry_config" | "repeat_config" | "next_step_logic";

/** A step whose classic names were replaced and whose id is known. Keys are those of the format. */
export interface StepDefinition extends Omit<StepSource, "error_policy" | ClassicKey> {
  id: string;
  error_policy?: ErrorPolicy;
}

/** A chain definition that fits the format; not yet compiled. Keys are those of the format. */
export interface ChainDefinition extends Omit<ChainSource, "steps" | "error_policy" | ClassicKey> {
  error_policy?: ErrorPolicy;
  steps: StepDefinition[];
}
