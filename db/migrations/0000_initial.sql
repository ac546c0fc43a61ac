CREATE TABLE "chain_drafts" (
	"chain_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"source" text NOT NULL,
	"base_version" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chain_drafts_chain_id_user_id_pk" PRIMARY KEY("chain_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "chain_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chain_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"source" text NOT NULL,
	"language" text NOT NULL,
	"plan_hash" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chain_versions_number_key" UNIQUE("chain_id","number"),
	CONSTRAINT "chain_versions_language_check" CHECK ("chain_versions"."language" in ('yaml', 'json'))
);
--> statement-breakpoint
CREATE TABLE "chains" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"latest_version" integer NOT NULL,
	"next_run_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "chains_status_check" CHECK ("chains"."status" in ('active', 'paused', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"hash" text PRIMARY KEY NOT NULL,
	"plan" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedule_fires" (
	"chain_id" uuid NOT NULL,
	"fire_at" timestamp with time zone NOT NULL,
	"execution_id" text,
	"note" jsonb,
	CONSTRAINT "schedule_fires_chain_id_fire_at_pk" PRIMARY KEY("chain_id","fire_at")
);
--> statement-breakpoint
CREATE TABLE "execution_commands" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"execution_id" text NOT NULL,
	"command" text NOT NULL,
	"step_id" text,
	"by" text,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "execution_commands_command_check" CHECK ("execution_commands"."command" in ('cancel', 'pause', 'resume', 'continue'))
);
--> statement-breakpoint
CREATE TABLE "execution_events" (
	"execution_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"step_id" text,
	"attempt" integer,
	"data" jsonb,
	CONSTRAINT "execution_events_execution_id_seq_pk" PRIMARY KEY("execution_id","seq")
);
--> statement-breakpoint
CREATE TABLE "executions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"chain_id" uuid,
	"chain_name" text NOT NULL,
	"version_number" integer,
	"plan_hash" text NOT NULL,
	"origin" text NOT NULL,
	"idempotency_key" text,
	"params" jsonb NOT NULL,
	"status" text NOT NULL,
	"with_errors" boolean DEFAULT false NOT NULL,
	"reason" jsonb,
	"ending" jsonb,
	"seq" integer NOT NULL,
	"owner" uuid,
	"fence" integer DEFAULT 0 NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	"wake_at" timestamp with time zone,
	"deadline_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "executions_status_check" CHECK ("executions"."status" in ('queued', 'running', 'paused', 'succeeded', 'failed', 'canceled', 'timed_out')),
	CONSTRAINT "executions_origin_check" CHECK ("executions"."origin" in ('manual', 'schedule', 'api', 'task', 'sub_chain', 'hook', 'agent'))
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_executions" (
	"execution_id" text NOT NULL,
	"step_id" text NOT NULL,
	"status" text NOT NULL,
	"attempt" integer NOT NULL,
	"failures" integer NOT NULL,
	"reason" jsonb,
	"error" jsonb,
	"result" jsonb,
	"result_bytes" integer,
	"result_file" text,
	"browser" jsonb,
	"wake_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "step_executions_execution_id_step_id_pk" PRIMARY KEY("execution_id","step_id"),
	CONSTRAINT "step_executions_status_check" CHECK ("step_executions"."status" in ('pending', 'queued', 'running', 'waiting', 'succeeded', 'failed', 'timed_out', 'canceled', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"email" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_by" uuid,
	CONSTRAINT "invitations_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"dedupe_key" text NOT NULL,
	"level" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"execution_id" text,
	"chain_name" text,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_dedupe_key" UNIQUE("user_id","dedupe_key"),
	CONSTRAINT "notifications_level_check" CHECK ("notifications"."level" in ('info', 'success', 'warning', 'error'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"home" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone,
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('admin', 'user')),
	CONSTRAINT "users_status_check" CHECK ("users"."status" in ('active', 'disabled'))
);
--> statement-breakpoint
ALTER TABLE "chain_drafts" ADD CONSTRAINT "chain_drafts_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_drafts" ADD CONSTRAINT "chain_drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_versions" ADD CONSTRAINT "chain_versions_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_versions" ADD CONSTRAINT "chain_versions_plan_hash_plans_hash_fk" FOREIGN KEY ("plan_hash") REFERENCES "public"."plans"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_versions" ADD CONSTRAINT "chain_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chains" ADD CONSTRAINT "chains_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_fires" ADD CONSTRAINT "schedule_fires_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_used_by_users_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chains_owner_idx" ON "chains" USING btree ("owner_id","updated_at");--> statement-breakpoint
CREATE INDEX "chains_next_run_idx" ON "chains" USING btree ("next_run_at") WHERE "chains"."next_run_at" is not null;--> statement-breakpoint
CREATE INDEX "execution_commands_execution_idx" ON "execution_commands" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "executions_claimable_idx" ON "executions" USING btree ("wake_at") WHERE "executions"."owner" is null and "executions"."wake_at" is not null;--> statement-breakpoint
CREATE INDEX "executions_owner_idx" ON "executions" USING btree ("owner") WHERE "executions"."owner" is not null;--> statement-breakpoint
CREATE INDEX "executions_user_idx" ON "executions" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "executions_chain_idx" ON "executions" USING btree ("chain_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "executions_idempotency_key" ON "executions" USING btree (coalesce("user_id"::text, ''),"idempotency_key") WHERE "executions"."idempotency_key" is not null;--> statement-breakpoint
CREATE INDEX "notifications_user_idx" ON "notifications" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_unread_idx" ON "notifications" USING btree ("user_id") WHERE "notifications"."read_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
ALTER TABLE "executions" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "step_executions" SET (fillfactor = 70);
