/**
 * Adds to a list that nearly always ends with one or two entries, and of which one is made for every step: a list that grows by `push`
 * gets room for seventeen with its first entry. Returns the list to go on with, which may be another one.
 */
export function withOneMore<Item>(list: Item[], item: Item): Item[] {
  const [first] = list;
  if (list.length === 0) return [item];
  if (list.length === 1) return [first as Item, item];
  list.push(item);
  return list;
}
