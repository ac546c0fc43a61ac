CREATE TABLE "notification_chain_rules" (
	"user_id" uuid NOT NULL,
	"chain_id" uuid NOT NULL,
	"rules" jsonb NOT NULL,
	CONSTRAINT "notification_chain_rules_user_id_chain_id_pk" PRIMARY KEY("user_id","chain_id")
);
--> statement-breakpoint
CREATE TABLE "notification_sends" (
	"notification_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"user_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"ended" text,
	"error" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "notification_sends_notification_id_channel_pk" PRIMARY KEY("notification_id","channel")
);
--> statement-breakpoint
CREATE TABLE "notification_settings" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"rules" jsonb NOT NULL,
	"email_when" text DEFAULT 'at_once' NOT NULL,
	"email_hour" integer DEFAULT 8 NOT NULL,
	"quiet_from" text,
	"quiet_to" text,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"webhook_url" text,
	"webhook_key_id" text,
	"webhook_secret" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "kind" text DEFAULT 'message' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "step_id" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "chain_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "shown" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notification_chain_rules" ADD CONSTRAINT "notification_chain_rules_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_chain_rules" ADD CONSTRAINT "notification_chain_rules_chain_id_chains_id_fk" FOREIGN KEY ("chain_id") REFERENCES "public"."chains"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_sends" ADD CONSTRAINT "notification_sends_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_sends" ADD CONSTRAINT "notification_sends_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notification_sends_due_idx" ON "notification_sends" USING btree ("due_at") WHERE "notification_sends"."ended" is null;--> statement-breakpoint
CREATE INDEX "notification_sends_user_idx" ON "notification_sends" USING btree ("user_id","ended_at");--> statement-breakpoint
CREATE INDEX "notifications_unsettled_idx" ON "notifications" USING btree ("created_at") WHERE "notifications"."settled_at" is null;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_kind_check" CHECK ("notifications"."kind" in ('chain_failed', 'chain_recovered', 'chain_finished', 'chain_canceled', 'step_failed', 'waiting', 'schedule_stopped', 'message'));--> statement-breakpoint
UPDATE "notifications" SET "settled_at" = "created_at";
