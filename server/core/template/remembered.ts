const MAX_ENTRIES = 1_000;
/** Long texts are rare, and would fill the memory. */
const MAX_CHARACTERS = 2_000;

/** What was found out about a text, kept for the next time; the oldest is forgotten first. What throws is not kept. */
export class Remembered<Value> {
  private readonly known = new Map<string, Value>();

  constructor(private readonly find: (text: string) => Value) {}

  of(text: string): Value {
    const before = this.known.get(text);
    if (before !== undefined) return before;
    const value = this.find(text);
    if (text.length > MAX_CHARACTERS) return value;
    const oldest = this.known.keys().next().value;
    if (this.known.size >= MAX_ENTRIES && oldest !== undefined) this.known.delete(oldest);
    this.known.set(text, value);
    return value;
  }
}
