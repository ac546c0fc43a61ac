/** So few are looked through one by one. */
const FEW = 8;

/** Shared: the first entry of a map gets a list of its own. */
const NONE: never[] = [];

/** A map that nearly always holds one or two entries, of which there are thousands: it becomes a real one when it has more. */
export class FewMap<Value> {
  private keys: string[] = NONE;
  private list: Value[] = NONE;
  private places: Map<string, number> | null = null;

  get size(): number {
    return this.keys.length;
  }

  get(key: string): Value | undefined {
    const at = this.indexOf(key);
    return at < 0 ? undefined : this.list[at];
  }

  set(key: string, value: Value): void {
    const at = this.indexOf(key);
    if (at >= 0) {
      this.list[at] = value;
      return;
    }
    if (this.keys.length === 0) {
      // A list that grows by its first entry gets room for seventeen.
      this.keys = [key];
      this.list = [value];
      return;
    }
    this.keys.push(key);
    this.list.push(value);
    if (this.places) this.places.set(key, this.keys.length - 1);
    else if (this.keys.length > FEW) this.places = new Map(this.keys.map((one, index) => [one, index]));
  }

  /** The last entry takes the place of the one that goes. */
  delete(key: string): void {
    const at = this.indexOf(key);
    if (at < 0) return;
    const lastKey = this.keys.pop();
    const last = this.list.pop();
    this.places?.delete(key);
    if (at === this.keys.length || lastKey === undefined) return;
    this.keys[at] = lastKey;
    this.list[at] = last as Value;
    this.places?.set(lastKey, at);
  }

  /** All values; from here on there are none. In the order in which they came, unless some were deleted. */
  take(): Value[] {
    const { list } = this;
    this.keys = NONE;
    this.list = NONE;
    this.places = null;
    return list;
  }

  values(): readonly Value[] {
    return this.list;
  }

  private indexOf(key: string): number {
    return this.places ? (this.places.get(key) ?? -1) : this.keys.indexOf(key);
  }
}
