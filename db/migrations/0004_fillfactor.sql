-- Room in each page for the later versions of its rows: a step is written when it begins and again, longer, when it ends; an execution
-- with every step. So an update stays in its page and touches no index; the space is used again when the old versions are gone.
ALTER TABLE "executions" SET (fillfactor = 40);--> statement-breakpoint
ALTER TABLE "step_executions" SET (fillfactor = 25);
