/**
 * How the heap of a server is kept. What lives in it is small (20 MB with 2,000 executions under way), and a busy minute makes much
 * that dies young: more room for the young, and from the start, so that they are collected half as often and fewer of them are taken
 * for old; and less for what is left than it would take by itself, so that it does not grow several times over before it is looked at.
 * See docs/performance.md.
 */
export const HEAP_FLAGS = ["--min-semi-space-size=16", "--max-semi-space-size=32", "--heap-growing-percent=100"];
