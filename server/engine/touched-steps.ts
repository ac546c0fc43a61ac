import type { StepWrite } from "../store/flush";

/** So few are looked through one by one. */
const FEW = 8;

/** The last state of each step that waits to be written, by its place. Nearly always it is one: that needs no map. */
export class TouchedSteps {
  private keys: string[] = [];
  private writes: StepWrite[] = [];
  private places: Map<string, number> | null = null;

  get(key: string): StepWrite | undefined {
    const at = this.indexOf(key);
    return at < 0 ? undefined : this.writes[at];
  }

  set(key: string, write: StepWrite): void {
    const at = this.indexOf(key);
    if (at >= 0) {
      this.writes[at] = write;
      return;
    }
    this.keys.push(key);
    this.writes.push(write);
    if (this.places) this.places.set(key, this.keys.length - 1);
    else if (this.keys.length > FEW) this.places = new Map(this.keys.map((one, index) => [one, index]));
  }

  /** All of them; from here on there are none. */
  take(): StepWrite[] {
    const { writes } = this;
    if (writes.length === 0) return NOTHING;
    this.keys = [];
    this.writes = [];
    this.places = null;
    return writes;
  }

  private indexOf(key: string): number {
    return this.places ? (this.places.get(key) ?? -1) : this.keys.indexOf(key);
  }
}

const NOTHING: StepWrite[] = [];
