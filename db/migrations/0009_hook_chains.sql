ALTER TABLE "chains" ADD COLUMN "shared_session_id" text;--> statement-breakpoint
ALTER TABLE "chains" ADD COLUMN "task_sources" json;