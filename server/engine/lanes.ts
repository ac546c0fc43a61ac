/**
 * Whose executions this process drives. Executions of one chain (or, without one, of one person) wait in one lane, and a lane may
 * have at most as many as there is room left: alone it gets half of the room, the next one half of the rest, and so there is
 * always some for whoever comes next, however long the others' lines are. (Dynamic thresholds, as switches share their buffers.)
 */
export class Lanes {
  private readonly driven = new Map<string, number>();
  private total = 0;

  /** `max`: how many executions the process drives at once. */
  constructor(private readonly max: number) {}

  /** How many more there is room for at all. */
  get free(): number {
    return this.max - this.total;
  }

  /** How many more of this lane there is room for. */
  room(lane: string): number {
    return Math.max(0, this.free - (this.driven.get(lane) ?? 0));
  }

  add(lane: string): void {
    this.driven.set(lane, (this.driven.get(lane) ?? 0) + 1);
    this.total += 1;
  }

  remove(lane: string): void {
    const left = (this.driven.get(lane) ?? 0) - 1;
    if (left > 0) this.driven.set(lane, left);
    else this.driven.delete(lane);
    this.total -= 1;
  }

  /** The lanes that have less room than `wanted`, and how much. */
  narrow(wanted: number): { lane: string; room: number }[] {
    return [...this.driven.keys()].map((lane) => ({ lane, room: this.room(lane) })).filter(({ room }) => room < wanted);
  }
}
