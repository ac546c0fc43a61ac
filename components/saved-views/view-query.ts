/** What opens something over a list is no part of a view of it. */
const NOT_KEPT = new Set(["import", "run"]);

/** The filters in an address, in an order of their own: two addresses that show the same have the same. */
export function viewQuery(params: URLSearchParams): string {
  const kept = [...params].filter(([name, value]) => !NOT_KEPT.has(name) && value !== "");
  return new URLSearchParams(kept.sort(([a], [b]) => a.localeCompare(b))).toString();
}
