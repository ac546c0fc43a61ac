ALTER TABLE "execution_events" ALTER COLUMN "at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "execution_events" ALTER COLUMN "kind" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "step_executions" ALTER COLUMN "failures" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "execution_events" ADD COLUMN "events" text;--> statement-breakpoint
ALTER TABLE "execution_events" ADD COLUMN "running" text;