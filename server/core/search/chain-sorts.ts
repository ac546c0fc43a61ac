/** By what a list of chains is ordered: last changed, name, last run, next run. */
export const CHAIN_SORTS = ["changed", "name", "ran", "next"] as const;
export type ChainSort = (typeof CHAIN_SORTS)[number];
