/** What the audit log says of people who come: nobody acts for them, so their account is who did it. */
import type { Orm } from "../../db/client";
import type { JsonObject } from "../core/json";
import { insertAudit } from "../store/audit";
import type { UserRow } from "../store/users";
import type { AuditAction } from "./audit";

/** What somebody typed as their address is not kept unless it is one: it may have been their password. */
export async function recordSignIn(
  orm: Orm,
  action: "sign_in.done" | "sign_in.failed",
  user: UserRow | null,
  address: string,
): Promise<void> {
  const done = action === "sign_in.done" && user !== null;
  await insertAudit(orm, {
    ...{ actorId: done ? user.id : null, actorName: done ? user.name : "somebody", address, action },
    ...{ objectType: "user", objectId: user?.id ?? "unknown", objectName: user?.email ?? null, details: null },
  });
}

/** Something that somebody did by making their own account. */
export async function recordArrival(
  orm: Orm,
  action: Extract<AuditAction, "account.created" | "invitation.used">,
  { user, address, details, object }: Arrival,
): Promise<void> {
  await insertAudit(orm, {
    ...{ actorId: user.id, actorName: user.name, address, action, details },
    ...(object ?? { objectType: "user", objectId: user.id, objectName: user.email }),
  });
}

interface Arrival {
  user: Pick<UserRow, "id" | "name" | "email">;
  address: string | null;
  details: JsonObject;
  /** The account itself by default. */
  object?: { objectType: string; objectId: string; objectName: string | null };
}
