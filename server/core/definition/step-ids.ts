/** `Get Weather` becomes `get-weather`. */
export function slug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-");
  return plain.replace(/^-|-$/g, "").slice(0, 100) || "step";
}

interface Named {
  id?: string;
  name?: string;
}

/**
 * An id for every step: its own, else made from its name and kept unique by a number. Ids that were written win over
 * made ones. A step with neither is named after its place, and the parser complains about it.
 */
export function assignStepIds(steps: readonly Named[]): string[] {
  const taken = new Set(steps.flatMap((step) => (step.id === undefined ? [] : [step.id])));
  return steps.map((step, index) => {
    if (step.id !== undefined) return step.id;
    const wanted = step.name === undefined ? `step-${index + 1}` : slug(step.name);
    let id = wanted;
    for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
    taken.add(id);
    return id;
  });
}
