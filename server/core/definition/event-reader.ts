import {
  type AliasEvent,
  COLLECTION_STYLE_BLOCK,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE_PLAIN,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import type { JsonObject, JsonValue } from "../json";
import { formatPath, type Path } from "../validation/path";
import { EventSpans } from "./event-spans";
import { plainScalar } from "./plain-scalars";
import type { Report } from "./report";
import type { Place, SourceMap, Span } from "./source-map";

/** Most levels of a definition, also once aliases are filled in. */
export const MAX_DEPTH = 64;
const MAX_NODES = 150_000;
export const MAX_ALIASES = 100;

/** What an anchor names: its events from the first to before `to`, which is not known while they are read. */
interface Anchor {
  from: number;
  to: number | null;
}

/**
 * Turns the parser's events into plain data, and notes where everything stands. Duplicate keys, aliases and tags are looked at
 * here: the events leave them as they are written.
 */
export class EventReader {
  /** The next event. */
  private at = 0;
  private readonly path: (string | number)[] = [];
  private readonly anchors = new Map<string, Anchor>();
  private readonly spans: EventSpans;
  /** Where the alias stands through which is read: all of it stands there. */
  private alias: Span | null = null;
  private nodes = 0;
  private aliases = 0;
  private stopped = false;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    private readonly source: SourceMap,
    private readonly report: Report,
  ) {
    this.spans = new EventSpans(text);
  }

  /** The one document of the text; null when there is nothing at all, undefined when it is too large. */
  read(): JsonValue | undefined {
    if (this.events[0]?.type !== EVENT_DOCUMENT) return null;
    this.at = 1;
    const data = this.node(this.source.root);
    if (this.stopped) return undefined;
    if (this.events[this.at + 1] !== undefined) this.severalDocuments();
    return data;
  }

  private node(place: Place): JsonValue | undefined {
    if (this.stopped) return undefined;
    if (++this.nodes > MAX_NODES || this.path.length > MAX_DEPTH) return this.stop();
    const event = this.events[this.at++];
    if (event?.type === EVENT_ALIAS) return this.aliased(event, place);
    if (event?.type !== EVENT_SCALAR && event?.type !== EVENT_SEQUENCE && event?.type !== EVENT_MAPPING)
      throw new Error(`The parser gave event ${event?.type} where a value begins.`);
    const anchor = this.anchor(event);
    const value =
      event.type === EVENT_SCALAR
        ? this.scalar(event, place)
        : event.type === EVENT_MAPPING
          ? this.mapping(event, place)
          : this.sequence(event, place);
    if (anchor) anchor.to = this.at;
    return value;
  }

  /** Of an event that has just been taken. What is read through an alias has its anchors already. */
  private anchor({ anchorStart, anchorEnd }: ScalarEvent | SequenceEvent | MappingEvent): Anchor | null {
    if (anchorStart < 0 || this.alias !== null) return null;
    const anchor: Anchor = { from: this.at - 1, to: null };
    this.anchors.set(this.text.slice(anchorStart, anchorEnd), anchor);
    return anchor;
  }

  private aliased({ anchorStart, anchorEnd }: AliasEvent, place: Place): JsonValue | undefined {
    place.value = this.alias ?? this.spans.alias(anchorStart, anchorEnd);
    if (++this.aliases > MAX_ALIASES) return this.stop();
    const anchor = this.anchors.get(this.text.slice(anchorStart, anchorEnd));
    if (anchor === undefined || anchor.to === null) {
      this.problem(place.value, "This alias (`*name`) has no anchor above.");
      return null;
    }
    const [at, outer] = [this.at, this.alias];
    this.at = anchor.from;
    this.alias = place.value;
    const value = this.node(place);
    this.at = at;
    this.alias = outer;
    return value;
  }

  private sequence(event: SequenceEvent, place: Place): JsonValue[] {
    this.open(event, place, "!!seq");
    const items: JsonValue[] = [];
    while (!this.isAtEnd()) {
      const part: Place = { block: false };
      this.enter(place, items.length, part);
      items.push(this.node(part) ?? null);
      this.path.pop();
    }
    this.close(event, place);
    return items;
  }

  private mapping(event: MappingEvent, place: Place): JsonObject {
    this.open(event, place, "!!map");
    const data: JsonObject = {};
    while (!this.isAtEnd()) this.entry(data, place);
    this.close(event, place);
    return data;
  }

  private entry(data: JsonObject, place: Place): void {
    const event = this.events[this.at];
    if (event?.type !== EVENT_SCALAR) {
      this.problem(this.skip(), "A key must be a plain word.");
      this.skip();
      return;
    }
    this.at++;
    const anchor = this.anchor(event);
    if (anchor) anchor.to = this.at;
    const key = this.alias ?? this.spans.scalar(event);
    const name = String(this.valueOf(event));
    if (name === "__proto__" || Object.hasOwn(data, name)) {
      if (name === "__proto__") this.problem(key, "This key cannot be used.");
      else this.problem(key, `The key "${name}" stands here twice. Keep one of them.`, [...this.path, name]);
      this.skip();
      return;
    }
    const part: Place = { key, block: false };
    this.enter(place, name, part);
    data[name] = this.node(part) ?? null;
    this.path.pop();
  }

  private scalar(event: ScalarEvent, place: Place): JsonValue {
    place.value = this.alias ?? this.spans.scalar(event);
    const value = this.valueOf(event);
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    const path = [...this.path];
    const message = `\`${formatPath(path)}\` is no value that JSON has. Write a text, number, true or false.`;
    this.report.add({ path, message });
    return null;
  }

  private valueOf(event: ScalarEvent): string | number | boolean | null {
    const written = event.valueStart < 0 ? "" : getScalarValue(this.text, event);
    if (event.tagStart < 0) return event.style === SCALAR_STYLE_PLAIN ? plainScalar(written) : written;
    const tag = this.text.slice(event.tagStart, event.tagEnd);
    if (tag === "!" || tag === "!!str") return written;
    const value = plainScalar(written);
    if (!TAGGED[tag]?.(value)) this.badTag(event);
    return value;
  }

  private open(event: SequenceEvent | MappingEvent, place: Place, tag: string): void {
    place.value = this.alias ?? this.spans.opens(event);
    place.block = event.style === COLLECTION_STYLE_BLOCK;
    if (event.tagStart >= 0 && this.text.slice(event.tagStart, event.tagEnd) !== tag) this.badTag(event);
  }

  private isAtEnd(): boolean {
    return this.stopped || this.events[this.at]?.type === EVENT_POP;
  }

  private close(event: SequenceEvent | MappingEvent, place: Place): void {
    if (this.stopped) return;
    this.at++;
    if (this.alias === null) place.value = this.spans.closes(event);
  }

  private enter(place: Place, name: string | number, part: Place): void {
    place.parts ??= new Map();
    place.parts.set(name, part);
    this.path.push(name);
  }

  /** Leaves out one value with all that is in it. Returns where it begins. */
  private skip(): Span {
    let depth = 0;
    let first: Span | null = null;
    do {
      const event = this.events[this.at++];
      if (event?.type === EVENT_POP) depth--;
      else if (event?.type === EVENT_SEQUENCE || event?.type === EVENT_MAPPING) depth++;
      const span = this.alias ?? this.spans.pass(event);
      first ??= span;
    } while (depth > 0);
    return first;
  }

  private severalDocuments(): void {
    const found = this.text.indexOf("\n---", this.spans.end);
    const start = found < 0 ? this.spans.end : found + 1;
    this.problem([start, start + 3], "The text has several documents (`---`). Keep one chain per text.", []);
  }

  private stop(): undefined {
    this.stopped = true;
    const message = "The definition is too large once its aliases are filled in.";
    this.report.add({ path: [...this.path], message });
    return undefined;
  }

  private badTag({ tagStart, tagEnd }: ScalarEvent | SequenceEvent | MappingEvent): void {
    this.problem(this.alias ?? [tagStart, tagEnd], "Tags such as `!name` are not supported. Write the plain value.");
  }

  private problem(span: Span, message: string, path: Path = [...this.path]): void {
    this.report.addAt(this.source.range(span), { path, message });
    // Nobody reads more, and with errors nothing is made of the data.
    this.stopped ||= this.report.full;
  }
}

/** Tags that say what a plain value is anyway. */
const TAGGED: Readonly<Record<string, (value: unknown) => boolean>> = {
  "!!int": Number.isInteger,
  "!!float": (value) => typeof value === "number",
  "!!bool": (value) => typeof value === "boolean",
  "!!null": (value) => value === null,
};
