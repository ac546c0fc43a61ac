import { createLog } from "../../server/log";
import { newId } from "../../server/new-id";
import { loadKeys } from "../../server/secrets/keys";
import { createServices, type Services } from "../../server/services/services";
import { fixedSettings } from "../../server/settings/settings";
import { listenToSignals } from "../../server/store/signals";
import { insertUser } from "../../server/store/users";
import type { Person } from "../../server/testing/service-bench";
import { toolCatalog } from "../../server/tools/descriptions";
import type { Rig } from "../rig";

/** What a web server of this database would have: the services, and people. */
export interface Stage {
  services: Services;
  person(): Promise<Person>;
  close(): Promise<void>;
}

export async function openStage(rig: Rig): Promise<Stage> {
  const { db } = rig.database;
  const signals = await listenToSignals(db.sql);
  const services = createServices({
    ...{ db, signals, catalog: toolCatalog, home: rig.database.folder, log: createLog("silent") },
    findSecret: async () => null,
    settings: fixedSettings(),
    keys: loadKeys("", Buffer.alloc(32).toString("base64")),
    copyFiles: async () => {},
  });
  return {
    services,
    async person() {
      const id = newId();
      const email = `${id}@example.com`;
      await insertUser(db.orm, { id, email, name: "Ada", passwordHash: "none", role: "user" });
      return { type: "user", id, name: "Ada", email, role: "user", sessionId: newId() };
    },
    close: () => signals.close(),
  };
}
