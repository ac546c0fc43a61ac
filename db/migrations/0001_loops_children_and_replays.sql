ALTER TABLE "execution_commands" DROP CONSTRAINT "execution_commands_command_check";--> statement-breakpoint
ALTER TABLE "step_executions" DROP CONSTRAINT "step_executions_execution_id_step_id_pk";--> statement-breakpoint
ALTER TABLE "step_executions" ADD COLUMN "item" integer DEFAULT -1 NOT NULL;--> statement-breakpoint
ALTER TABLE "step_executions" ADD CONSTRAINT "step_executions_execution_id_step_id_item_pk" PRIMARY KEY("execution_id","step_id","item");--> statement-breakpoint
ALTER TABLE "execution_commands" ADD COLUMN "item" integer;--> statement-breakpoint
ALTER TABLE "execution_commands" ADD COLUMN "data" jsonb;--> statement-breakpoint
ALTER TABLE "execution_events" ADD COLUMN "item" integer;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "plan_format" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "parent_id" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "parent_step" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "parent_item" integer;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "depth" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "replay_of" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "replay_from" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "overrides" jsonb;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "lane" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "concurrency_key" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "concurrency_limit" integer;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "step_executions" ADD COLUMN "iteration" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "step_executions" ADD COLUMN "taken" integer;--> statement-breakpoint
ALTER TABLE "step_executions" ADD COLUMN "items" jsonb;--> statement-breakpoint
ALTER TABLE "step_executions" ADD COLUMN "child_id" text;--> statement-breakpoint
DELETE FROM "execution_commands" a USING "execution_commands" b
  WHERE a."command" = 'continue' AND b."command" = 'continue' AND a."execution_id" = b."execution_id" AND a."step_id" = b."step_id" AND a."id" > b."id";--> statement-breakpoint
UPDATE "executions" SET "lane" = coalesce("chain_id"::text, "user_id"::text, '') WHERE "ended_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "execution_commands_answer_key" ON "execution_commands" USING btree ("execution_id","step_id",coalesce("item", -1)) WHERE "execution_commands"."command" in ('continue', 'answer');--> statement-breakpoint
CREATE INDEX "executions_concurrency_idx" ON "executions" USING btree ("concurrency_key","held","created_at") WHERE "executions"."concurrency_key" is not null and "executions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "executions_parent_idx" ON "executions" USING btree ("parent_id") WHERE "executions"."parent_id" is not null;--> statement-breakpoint
ALTER TABLE "execution_commands" ADD CONSTRAINT "execution_commands_command_check" CHECK ("execution_commands"."command" in ('cancel', 'pause', 'resume', 'continue', 'answer', 'child_ended'));