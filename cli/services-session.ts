import type { JsonValue } from "../server/core/json";
import type { Actor } from "../server/services/actor";
import type { Services } from "../server/services/services";

/** The services of this process, with the database that belongs to them. */
export interface ServicesSession {
  services: Services;
  /** This process drives that execution. Only with `engine`. */
  take(executionId: string): void;
  /** A result that was too large for the database. */
  readResultFile(executionId: string, file: string): Promise<JsonValue>;
  /** Hands over what this process drives and ends its connections. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens the services; with `engine` this process can also drive executions. */
export type OpenServices = (options: { engine: boolean }) => Promise<ServicesSession>;

/** Who sits at the machine: sees everything, owns nothing. */
export const OPERATOR: Actor = { type: "operator" };

/** Runs `work` with the services and closes them, whatever happens. */
export async function withServices<Result>(
  open: OpenServices,
  options: { engine: boolean },
  work: (services: Services, session: ServicesSession) => Promise<Result>,
): Promise<Result> {
  const session = await open(options);
  try {
    return await work(session.services, session);
  } finally {
    await session.close();
  }
}
