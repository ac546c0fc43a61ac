/** `Shop watch (copy)` → `shop-watch-copy`. */
export const fileName = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80) || "chain";

/** The name, or the first with a number behind it that is free; it is taken from then on. */
export function freeName(name: string, taken: Set<string>, ending = "", between = "-"): string {
  for (let count = 1; ; count += 1) {
    const wanted = `${count === 1 ? name : `${name}${between}${count}`}${ending}`;
    if (taken.has(wanted)) continue;
    taken.add(wanted);
    return wanted;
  }
}
