ALTER TABLE "chains" ADD COLUMN "deleted_by" uuid;--> statement-breakpoint
ALTER TABLE "chains" ADD CONSTRAINT "chains_deleted_by_users_id_fk" FOREIGN KEY ("deleted_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chains_trash_idx" ON "chains" USING btree ("deleted_at") WHERE "chains"."deleted_at" is not null;