import { boolean, customType, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns";

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/**
 * The browsers that are open now, for whoever looks at them from any process: the newest picture, and who has the browser in hand. The
 * table is unlogged (its migration says so): what it holds is worth nothing after a crash.
 */
export const browserViews = pgTable(
  "browser_views",
  {
    executionId: text("execution_id").notNull(),
    /** Name of the session within the execution: one is shared by the steps, others belong to a step. */
    session: text("session").notNull(),
    /** The process that has the browser. */
    owner: uuid("owner").notNull(),
    stepId: text("step_id"),
    url: text("url"),
    title: text("title"),
    frame: bytes("frame"),
    /** Rises with every picture. */
    frameNumber: integer("frame_number").notNull().default(0),
    width: integer("width"),
    height: integer("height"),
    /** Somebody looks, until then. */
    watchedUntil: time("watched_until"),
    /** Who has taken it over, and until when at most. */
    heldBy: uuid("held_by"),
    heldName: text("held_name"),
    heldUntil: time("held_until"),
    /** What the person wants to happen next, from the moment of handing back until the step goes on. */
    handBack: text("hand_back"),
    /** The step stands still for the person, before what `nextAction` says. */
    paused: boolean("paused").notNull().default(false),
    nextAction: text("next_action"),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.executionId, table.session] })],
);
