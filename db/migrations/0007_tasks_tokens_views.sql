CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "browser_views" (
	"execution_id" text NOT NULL,
	"session" text NOT NULL,
	"owner" uuid NOT NULL,
	"step_id" text,
	"url" text,
	"title" text,
	"frame" "bytea",
	"frame_number" integer DEFAULT 0 NOT NULL,
	"width" integer,
	"height" integer,
	"watched_until" timestamp with time zone,
	"held_by" uuid,
	"held_until" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "browser_views_execution_id_session_pk" PRIMARY KEY("execution_id","session")
);
--> statement-breakpoint
CREATE TABLE "chain_editors" (
	"chain_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"editor" text NOT NULL,
	"step_id" text,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chain_editors_chain_id_editor_pk" PRIMARY KEY("chain_id","editor")
);
--> statement-breakpoint
CREATE TABLE "fixed_results" (
	"chain_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"step_id" text NOT NULL,
	"value" json,
	"failed" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fixed_results_chain_id_user_id_step_id_pk" PRIMARY KEY("chain_id","user_id","step_id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"body" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('question', 'operation', 'browser'))
);
--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "task_id" uuid;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_editors" ADD CONSTRAINT "chain_editors_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_editors" ADD CONSTRAINT "chain_editors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fixed_results" ADD CONSTRAINT "fixed_results_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fixed_results" ADD CONSTRAINT "fixed_results_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_tokens_user_idx" ON "api_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "tasks_owner_idx" ON "tasks" USING btree ("owner_id","updated_at");--> statement-breakpoint
CREATE INDEX "executions_task_idx" ON "executions" USING btree ("task_id","created_at") WHERE "executions"."task_id" is not null;--> statement-breakpoint
ALTER TABLE "browser_views" SET UNLOGGED;
