-- A step that just runs and ends is written once, and is not updated. What waits, retries or belongs to many is updated once or
-- twice: room for one more version of each keeps that within its page, in half of the space.
ALTER TABLE "step_executions" SET (fillfactor = 50);
