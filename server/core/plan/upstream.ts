import type { Dependencies } from "./order";

/** Answers whether one step comes before another on some way through the graph. */
export class Upstream {
  private readonly rows: Uint32Array[];

  /** `order` is a topological order of `dependencies`. Time and space: steps times steps, in bits. */
  constructor(dependencies: Dependencies, order: readonly number[]) {
    const words = Math.ceil(dependencies.length / 32);
    const buffer = new Uint32Array(words * dependencies.length);
    this.rows = dependencies.map((_, node) => buffer.subarray(node * words, (node + 1) * words));
    for (const node of order) this.fill(node, dependencies[node] ?? []);
  }

  private fill(node: number, dependencies: readonly number[]): void {
    const row = this.rows[node];
    if (row === undefined) return;
    for (const dependency of dependencies) {
      const above = this.rows[dependency];
      if (above === undefined) continue;
      for (let word = 0; word < row.length; word++) row[word] = (row[word] ?? 0) | (above[word] ?? 0);
      row[dependency >> 5] = (row[dependency >> 5] ?? 0) | (1 << (dependency & 31));
    }
  }

  /** Whether `above` always comes before `node`. */
  has(node: number, above: number): boolean {
    return (((this.rows[node]?.[above >> 5] ?? 0) >>> (above & 31)) & 1) === 1;
  }
}
