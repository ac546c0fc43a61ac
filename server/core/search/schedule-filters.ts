/** on: it runs by itself; paused: it would, if somebody turned it on again; none: it runs only when it is started. */
export const SCHEDULE_FILTERS = ["on", "paused", "none"] as const;
export type ScheduleFilter = (typeof SCHEDULE_FILTERS)[number];
