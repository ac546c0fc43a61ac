import type { Path } from "../validation/path";

/** A stretch of the text: offsets, end exclusive. */
export type Span = readonly [start: number, end: number];

/** Lines and columns count from 1, the end is exclusive; all 0 when there is no text. */
export interface TextRange {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Where one piece of the data stands, and what it has in it by key or index. */
export interface Place {
  key?: Span;
  value?: Span;
  /** A block of several lines is marked by its key or first line only. */
  block: boolean;
  parts?: Map<string | number, Place>;
}

const NOWHERE: TextRange = { line: 0, column: 0, endLine: 0, endColumn: 0 };

/** Knows where in the text each piece of the data was written. */
export class SourceMap {
  private readonly lineStarts: number[] = [0];
  /** Where the whole of the data stands; whoever reads the text fills it. */
  readonly root: Place = { block: false };

  constructor(private readonly text: string | null) {
    if (text === null) return;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.lineStarts.push(at + 1);
  }

  /** Data that did not come as text: every place is line 0, column 0. */
  static none(): SourceMap {
    return new SourceMap(null);
  }

  /** Where the value (or the key) at a path stands; the nearest thing around it when it is not in the text. */
  locate(path: Path, part: "key" | "value" = "value"): TextRange {
    if (this.text === null) return NOWHERE;
    const places = this.placesOn(path);
    for (let length = places.length - 1; length >= 0; length--) {
      const place = places[length];
      if (place === undefined) continue;
      const wantsKey = part === "key" || length < path.length || place.block;
      const span = wantsKey ? (place.key ?? place.value) : (place.value ?? place.key);
      if (span !== undefined) return this.range(place.block || length < path.length ? this.firstLine(span) : span);
    }
    return this.range(this.firstLine([0, this.text.length]));
  }

  /** Where `needle` stands inside the value at a path; the whole value when it is not found as written. */
  locateWithin(path: Path, needle: string, inside = ""): TextRange {
    const span = this.placesOn(path)[path.length]?.value;
    if (this.text === null || span === undefined) return this.locate(path);
    const written = this.text.slice(span[0], span[1]);
    const around = Math.max(0, inside === "" ? 0 : written.indexOf(inside));
    const at = written.indexOf(needle, around);
    if (needle === "" || at === -1) return this.locate(path);
    return this.range([span[0] + at, span[0] + at + needle.length]);
  }

  /** Lines and columns of two offsets. */
  range([start, end]: Span): TextRange {
    const from = this.position(start);
    const to = this.position(Math.max(start, end));
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** The places from the whole down, as far as the text goes. */
  private placesOn(path: Path): Place[] {
    const places = [this.root];
    for (const part of path) {
      const place = places.at(-1)?.parts?.get(part);
      if (place === undefined) break;
      places.push(place);
    }
    return places;
  }

  private firstLine([start, end]: Span): Span {
    const newline = this.text?.indexOf("\n", start) ?? -1;
    return [start, newline === -1 ? end : Math.max(start, Math.min(end, newline))];
  }

  private position(offset: number): { line: number; column: number } {
    const at = Math.max(0, Math.min(offset, this.text?.length ?? 0));
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.lineStarts[low] ?? 0) + 1 };
  }
}
