/** Tags that are put on chains, and taken off. */
export interface TagChange {
  add: string[];
  remove: string[];
}

/** What takes a change of tags back, for each group of chains that needs the same. */
export function tagsBack(
  chains: readonly { id: string; tags: readonly string[] }[],
  { add, remove }: TagChange,
): (TagChange & { ids: string[] })[] {
  const groups = new Map<string, TagChange & { ids: string[] }>();
  for (const { id, tags } of chains) {
    const back = {
      add: remove.filter((tag) => tags.includes(tag)),
      remove: add.filter((tag) => !tags.includes(tag)),
    };
    if (back.add.length + back.remove.length === 0) continue;
    const key = JSON.stringify(back);
    const group = groups.get(key) ?? { ...back, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
