import type { Chains } from "../chains";
import type { ServiceDependencies } from "../dependencies";
import { createTemplateDocuments } from "./documents";
import { createTemplateInstalling } from "./installing";
import { createTemplatePublishing } from "./publishing";
import { createTemplateReading } from "./reading";

/** Chains that are published for others, and the copies that they make of them. */
export function createTemplates(deps: ServiceDependencies, chains: Chains) {
  const reading = createTemplateReading(deps);
  const { versionOf: _, ...read } = reading;
  return {
    ...read,
    ...createTemplatePublishing(deps, chains),
    ...createTemplateInstalling(deps, chains, reading),
    ...createTemplateDocuments(deps, reading),
  };
}
