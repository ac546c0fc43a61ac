CREATE TABLE "backfill_runs" (
	"backfill_id" uuid NOT NULL,
	"fire_at" timestamp with time zone NOT NULL,
	"execution_id" text,
	"note" text,
	CONSTRAINT "backfill_runs_backfill_id_fire_at_pk" PRIMARY KEY("backfill_id","fire_at")
);
--> statement-breakpoint
CREATE TABLE "backfills" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chain_id" uuid NOT NULL,
	"created_by" uuid,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"parallel" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"canceled_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "chains" ADD COLUMN "schedule_paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chains" ADD COLUMN "schedule_paused_why" text;--> statement-breakpoint
ALTER TABLE "chains" ADD COLUMN "schedule_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_fires" ADD COLUMN "start_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedule_fires" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "backfill_runs" ADD CONSTRAINT "backfill_runs_backfill_id_backfills_id_fk" FOREIGN KEY ("backfill_id") REFERENCES "public"."backfills"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backfills_chain_idx" ON "backfills" USING btree ("chain_id","created_at");--> statement-breakpoint
CREATE INDEX "backfills_open_idx" ON "backfills" USING btree ("created_at") WHERE "backfills"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "schedule_fires_unstarted_idx" ON "schedule_fires" USING btree ("chain_id","fire_at") WHERE "schedule_fires"."execution_id" is null and "schedule_fires"."note" is null;--> statement-breakpoint
CREATE INDEX "schedule_fires_uncounted_idx" ON "schedule_fires" USING btree ("execution_id") WHERE "schedule_fires"."execution_id" is not null and "schedule_fires"."outcome" is null;--> statement-breakpoint
UPDATE "schedule_fires" SET "outcome" = 'before' WHERE "execution_id" IS NOT NULL;
