CREATE TABLE "hook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"moment_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"execution_id" text NOT NULL,
	"type" text NOT NULL,
	"hook" jsonb NOT NULL,
	"host" text,
	"target" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"next_at" timestamp with time zone,
	"reason" text,
	"by_hand" boolean DEFAULT false NOT NULL,
	"request" jsonb,
	"answer" jsonb,
	"tries" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"dispatched_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "hook_deliveries_type_check" CHECK ("hook_deliveries"."type" in ('log', 'webhook', 'metric', 'dispatch_task', 'transform')),
	CONSTRAINT "hook_deliveries_state_check" CHECK ("hook_deliveries"."state" in ('waiting', 'sending', 'delivered', 'gave_up', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "hook_gone" (
	"id" uuid PRIMARY KEY NOT NULL,
	"level" text NOT NULL,
	"user_id" uuid,
	"url" text NOT NULL,
	"delivery_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "hook_gone_level_check" CHECK ("hook_gone"."level" in ('own', 'server'))
);
--> statement-breakpoint
CREATE TABLE "hook_hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"openings" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone,
	"open_until" timestamp with time zone,
	"last_error" text,
	"window_at" timestamp with time zone DEFAULT now() NOT NULL,
	"window_count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hook_metrics" (
	"user_id" uuid,
	"name" text NOT NULL,
	"labels" text NOT NULL,
	"kind" text NOT NULL,
	"sum" double precision NOT NULL,
	"count" double precision NOT NULL,
	"buckets" double precision[] NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "hook_metrics_kind_check" CHECK ("hook_metrics"."kind" in ('counter', 'histogram'))
);
--> statement-breakpoint
CREATE TABLE "hook_moments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"execution_id" text NOT NULL,
	"user_id" uuid,
	"chain_id" uuid,
	"chain_name" text NOT NULL,
	"level" text NOT NULL,
	"moment" text NOT NULL,
	"status" text,
	"step_id" text,
	"step_name" text,
	"context" jsonb NOT NULL,
	"depth" integer DEFAULT 0 NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "hook_moments_level_check" CHECK ("hook_moments"."level" in ('own', 'server')),
	CONSTRAINT "hook_moments_moment_check" CHECK ("hook_moments"."moment" in ('task_started', 'task_finished', 'workflow_finished')),
	CONSTRAINT "hook_moments_status_check" CHECK ("hook_moments"."status" in ('success', 'failed', 'canceled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "hook_deliveries_place_key" ON "hook_deliveries" USING btree ("moment_id","position");--> statement-breakpoint
CREATE INDEX "hook_deliveries_due_idx" ON "hook_deliveries" USING btree ("next_at") WHERE "hook_deliveries"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "hook_deliveries_execution_idx" ON "hook_deliveries" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "hook_deliveries_created_idx" ON "hook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "hook_deliveries_host_idx" ON "hook_deliveries" USING btree ("host","created_at") WHERE "hook_deliveries"."host" is not null;--> statement-breakpoint
CREATE INDEX "hook_deliveries_dispatched_idx" ON "hook_deliveries" USING btree ("dispatched_id") WHERE "hook_deliveries"."dispatched_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "hook_gone_key" ON "hook_gone" USING btree ("level",coalesce("user_id"::text, ''),"url");--> statement-breakpoint
CREATE UNIQUE INDEX "hook_metrics_key" ON "hook_metrics" USING btree (coalesce("user_id"::text, ''),"name","labels");--> statement-breakpoint
CREATE INDEX "hook_moments_execution_idx" ON "hook_moments" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "hook_moments_user_idx" ON "hook_moments" USING btree ("user_id","at");