ALTER TABLE "browser_views" ADD COLUMN "held_name" text;--> statement-breakpoint
ALTER TABLE "browser_views" ADD COLUMN "hand_back" text;--> statement-breakpoint
ALTER TABLE "browser_views" ADD COLUMN "paused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "browser_views" ADD COLUMN "next_action" text;