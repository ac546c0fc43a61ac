import type { Actor } from "../server/services/actor";
import type { Services } from "../server/services/services";

/** The services of this process, with the database that belongs to them. */
export interface ServicesSession {
  services: Services;
  /** Hands over what this process drives and ends its connections. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens the services; with `engine` this process also drives executions. */
export type OpenServices = (options: { engine: boolean }) => Promise<ServicesSession>;

/** Who sits at the machine: sees everything, owns nothing. */
export const OPERATOR: Actor = { type: "operator" };

/** Runs `work` with the services and closes them, whatever happens. */
export async function withServices<Result>(
  open: OpenServices,
  options: { engine: boolean },
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  const session = await open(options);
  try {
    return await work(session.services);
  } finally {
    await session.close();
  }
}
