ALTER TABLE "chains" ADD COLUMN "shared_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "shared_at" timestamp with time zone;