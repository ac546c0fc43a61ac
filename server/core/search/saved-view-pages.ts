/** Lists whose filters can be kept under a name. */
export const SAVED_VIEW_PAGES = ["chains", "executions", "tasks"] as const;
export type SavedViewPage = (typeof SAVED_VIEW_PAGES)[number];
