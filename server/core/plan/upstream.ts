import type { Dependencies } from "./order";

/** Answers whether one step comes before another on some way through the graph. */
export class Upstream {
  private readonly rows: Uint32Array[];

  /**
   * `order` is a topological order of `dependencies`. A node of `meets` has only one of its dependencies before it, nobody
   * knows which: then what comes before all of them does. Time and space: steps times steps, in bits.
   */
  constructor(dependencies: Dependencies, order: readonly number[], meets: (node: number) => boolean = () => false) {
    const words = Math.ceil(dependencies.length / 32);
    const buffer = new Uint32Array(words * dependencies.length);
    this.rows = dependencies.map((_, node) => buffer.subarray(node * words, (node + 1) * words));
    for (const node of order) {
      const above = dependencies[node] ?? [];
      this.fill(node, above);
      if (above.length > 1 && meets(node)) this.keepCommon(node, above);
    }
  }

  private keepCommon(node: number, dependencies: readonly number[]): void {
    const row = this.rows[node];
    if (row === undefined) return;
    for (const dependency of dependencies) {
      const above = this.rows[dependency];
      for (let word = 0; word < row.length; word++) row[word] = (row[word] ?? 0) & (above?.[word] ?? 0);
    }
    for (const dependency of dependencies)
      row[dependency >> 5] = (row[dependency >> 5] ?? 0) | (1 << (dependency & 31));
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
