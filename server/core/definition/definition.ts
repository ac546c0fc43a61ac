import type { ErrorPolicy } from "../plan/plan";
import type { ChainSource } from "./schema/chain";
import type { StepSource } from "./schema/step";

/** A step whose classic names were replaced and whose id is known. Keys are those of the format. */
export interface StepDefinition extends Omit<StepSource, "error_policy" | "retry_config"> {
  id: string;
  error_policy?: ErrorPolicy;
}

/** A chain definition that fits the format; not yet compiled. Keys are those of the format. */
export interface ChainDefinition extends Omit<ChainSource, "steps" | "error_policy" | "retry_config"> {
  error_policy?: ErrorPolicy;
  steps: StepDefinition[];
}
