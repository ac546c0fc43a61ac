import type { Fault } from "./fault";

/** The database crashes and comes back; measures how long it takes until the next event is recorded. */
export const crashDatabase: Fault = {
  name: "the database crashes and comes back",
  async inject({ rig }) {
    await rig.database.crash();
    rig.tally.add("database crashes");
  },
};
