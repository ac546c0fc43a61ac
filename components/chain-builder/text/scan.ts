/**
 * Reads a definition while it is being written: half of it may be missing, so a real parser would give up where
 * completion has to begin. This one only follows columns, dashes, braces and quotes, and never fails. What a place means is
 * decided by reading the text up to it: the state at the end is the answer.
 */
import { Frames } from "./frames";
import type { CursorPlace, Entry, Path } from "./place";
import { decodeScalar, endOfQuoted } from "./scalar";

export interface Scan {
  entries: Entry[];
  /** What stands at the very end of the text. */
  end: CursorPlace;
}

/** All keys and items of a text, in their order. */
export function scan(text: string): Scan {
  return new Scanner(text).run();
}

/** What somebody types at an offset. */
export function placeAt(text: string, offset: number): CursorPlace {
  return scan(text.slice(0, offset)).end;
}

const KEY =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s"'{}[\],#&*!|>%@`-][^\n#:]*?|-[^\s:][^\n#:]*?)[ \t]*:(?=[ \t]|\n|$)/y;
const FLOW_WORD = /(?:[^,[\]{}:#\n]|:(?=[^\s,[\]{}])|#(?<=\S#))+/y;

class Scanner {
  private readonly entries: Entry[] = [];
  private readonly frames = new Frames();
  private pos = 0;
  private end: CursorPlace | null = null;

  constructor(private readonly text: string) {}

  run(): Scan {
    while (this.pos <= this.text.length) this.line();
    return { entries: this.entries, end: this.end ?? this.place("none", [], this.text.length) };
  }

  private line(): void {
    const { text, pos: start } = this;
    const end = this.lineEnd(start);
    let at = this.skipSpaces(start, end);
    if (at === end || text[at] === "#" || text.startsWith("---", at)) {
      if (end === text.length && at === end) {
        this.frames.close(at - start);
        this.end = this.place("key", this.frames.container(at - start), at);
      }
      this.pos = end + 1;
      return;
    }
    let item: Entry | null = null;
    while (text[at] === "-" && (at + 1 >= end || text[at + 1] === " ")) {
      this.frames.item(at - start);
      item = this.entry(at);
      at = this.skipSpaces(at + 1, end);
    }
    KEY.lastIndex = at;
    const key = at < end ? KEY.exec(text) : null;
    if (key?.[1] !== undefined && KEY.lastIndex <= end) {
      this.frames.key(at - start, decodeScalar(key[1]));
      const entry = this.entry(at);
      const colon = at + key[0].length;
      this.value(entry, {
        from: this.skipSpaces(colon, end),
        end,
        indent: at - start,
        spaced: colon < end,
        kind: "value",
      });
    } else if (item) {
      this.value(item, { from: at, end, indent: at - start - 1, spaced: true, kind: "item" });
    } else this.word(at, end, at - start);
  }

  /** A line that is no key (yet): half a word, the rest of a longer text, or the brace that begins a JSON document. */
  private word(at: number, end: number, column: number): void {
    const { text } = this;
    if ((text[at] === "{" || text[at] === "[") && this.frames.depth === 0) {
      this.flow(at);
      return;
    }
    if (end === text.length) {
      this.frames.close(column);
      this.end = this.place("key", this.frames.container(column), at);
    }
    this.pos = end + 1;
  }

  private value(
    entry: Entry,
    {
      from,
      end,
      indent,
      spaced,
      kind,
    }: { from: number; end: number; indent: number; spaced: boolean; kind: "value" | "item" },
  ): void {
    const { text } = this;
    const last = end === text.length;
    entry.valueFrom = entry.valueTo = from;
    const first = text[from];
    if (from >= end || first === "#") {
      if (last) this.end = this.place(spaced && first !== "#" ? kind : "none", this.frames.path(), from);
      this.pos = end + 1;
    } else if ((first === "{" && text[from + 1] !== "{") || first === "[") {
      this.flow(from);
      entry.valueTo = Math.min(this.pos, text.length);
    } else if (first === "|" || first === ">") {
      this.block(end, indent);
      entry.valueTo = Math.min(this.pos, text.length);
    } else if (first === '"' || first === "'") {
      this.quoted(entry, from, kind);
    } else {
      const written = text
        .slice(from, end)
        .replace(/\s#.*$/, "")
        .trimEnd();
      entry.valueTo = from + written.length;
      entry.scalar = written;
      if (last) this.end = this.place(/\s#/.test(text.slice(from, end)) ? "none" : kind, this.frames.path(), from);
      this.pos = end + 1;
    }
  }

  private quoted(entry: Entry, from: number, kind: "value" | "item"): void {
    const { text } = this;
    const end = endOfQuoted(text, from);
    if (end === -1) {
      entry.valueTo = text.length;
      this.end = this.place(kind, this.frames.path(), from + 1, text[from] === '"' ? '"' : "'");
      this.pos = text.length + 1;
      return;
    }
    entry.valueTo = end;
    entry.scalar = decodeScalar(text.slice(from, end));
    this.pos = this.lineEnd(end) + 1;
  }

  /** A text of several lines, behind `|` or `>`: all lines that are deeper than its key. */
  private block(end: number, indent: number): void {
    const { text } = this;
    const begin = Math.min(end + 1, text.length);
    let at = end + 1;
    while (at <= text.length) {
      const stop = this.lineEnd(at);
      const content = this.skipSpaces(at, stop);
      if (content < stop && content - at <= indent) break;
      at = stop + 1;
    }
    if (at > text.length && end < text.length) {
      const column = text.length - text.lastIndexOf("\n") - 1;
      const left = /^\s*$/.test(text.slice(text.length - column)) && column <= indent;
      if (left) this.frames.close(column);
      this.end = left
        ? this.place("key", this.frames.container(column), text.length)
        : this.place("value", this.frames.path(), begin);
    }
    this.pos = at;
  }

  /** What stands in braces, over as many lines as it takes. JSON is nothing else. */
  private flow(from: number): void {
    const { text, frames } = this;
    const outside = frames.depth;
    let at = from;
    let entry = null as Entry | null;
    const begin = (place: number) => {
      if (frames.top?.kind === "list" || frames.top?.key === null) entry = this.entry(place);
    };
    do {
      const char = text[at];
      if (char === undefined) break;
      if (char === "{" || char === "[") {
        if (frames.depth > outside) begin(at);
        frames.open(char === "{" ? "map" : "list");
        at++;
      } else if (char === "}" || char === "]") {
        frames.pop();
        at++;
      } else if (char === ",") {
        frames.next();
        at++;
      } else if (char === "#" && /\s/.test(text[at - 1] ?? " ")) at = this.lineEnd(at);
      else if (/[\s:]/.test(char)) at++;
      else {
        const quoted = char === '"' || char === "'";
        const end = quoted ? endOfQuoted(text, at) : this.endOfWord(at);
        const stop = end === -1 ? text.length : end;
        const word = decodeScalar(text.slice(at, stop).trimEnd());
        if (end === -1 || (stop === text.length && !quoted)) {
          this.end = this.flowPlace(quoted ? at + 1 : at, quoted ? (char === '"' ? '"' : "'") : null);
          this.pos = text.length + 1;
          return;
        }
        if (frames.top?.kind === "map" && frames.top.key === null) {
          frames.setKey(word);
          entry = this.entry(at);
        } else {
          if (frames.top?.kind === "list") begin(at);
          if (entry)
            Object.assign(entry, { valueFrom: at, valueTo: at + text.slice(at, stop).trimEnd().length, scalar: word });
        }
        at = stop;
      }
    } while (frames.depth > outside);
    if (frames.depth > outside) {
      this.end = this.flowPlace(text.length, null);
      this.pos = text.length + 1;
    } else this.pos = this.lineEnd(at) + 1;
  }

  private flowPlace(from: number, quote: '"' | "'" | null): CursorPlace {
    const { top } = this.frames;
    const kind = top?.kind === "list" ? "item" : top?.key === null ? "key" : "value";
    return { kind, path: this.frames.path(), from, style: "flow", quote };
  }

  private endOfWord(at: number): number {
    FLOW_WORD.lastIndex = at;
    return FLOW_WORD.exec(this.text) ? FLOW_WORD.lastIndex : at + 1;
  }

  private entry(from: number): Entry {
    const entry: Entry = { path: this.frames.path(), from, valueFrom: from, valueTo: from, scalar: null };
    this.entries.push(entry);
    return entry;
  }

  private place(kind: CursorPlace["kind"], path: Path, from: number, quote: CursorPlace["quote"] = null): CursorPlace {
    return { kind, path, from, style: "block", quote };
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf("\n", from);
    return end === -1 ? this.text.length : end;
  }

  private skipSpaces(from: number, end: number): number {
    let at = from;
    while (at < end && (this.text[at] === " " || this.text[at] === "\t")) at++;
    return at;
  }
}
