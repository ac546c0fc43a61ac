import {
  COLLECTION_STYLE_BLOCK,
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  type MappingEvent,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_PLAIN,
  SCALAR_STYLE_SINGLE_QUOTED,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import type { Span } from "./source-map";

/**
 * Where the parser's events stand in the text. An event says where the words of a scalar are and where a collection begins; quotes,
 * marks and closing brackets are found here, from where what was read before ends. Events are to be given in their order.
 */
export class EventSpans {
  /** Where what was read last ends. */
  end = 0;

  constructor(private readonly text: string) {}

  /** A scalar as it is written: with its quotes, and from the `|` or `>` of a block on. */
  scalar({ valueStart, valueEnd, style, anchorEnd, tagEnd }: ScalarEvent): Span {
    const from = Math.max(this.end, anchorEnd, tagEnd);
    if (valueStart < 0) return this.nothing(from);
    const isQuoted = style === SCALAR_STYLE_SINGLE_QUOTED || style === SCALAR_STYLE_DOUBLE_QUOTED;
    this.end = isQuoted ? valueEnd + 1 : valueEnd;
    if (isQuoted) return [valueStart - 1, valueEnd + 1];
    if (style === SCALAR_STYLE_PLAIN) return [valueStart, valueEnd];
    const mark = this.text.slice(from, valueStart).search(/[|>]/);
    return [mark < 0 ? valueStart : from + mark, valueEnd];
  }

  /** Where a value would stand of which nothing is written: behind the mark that asks for one. */
  private nothing(from: number): Span {
    NEXT_MARK.lastIndex = from;
    this.end = from + (NEXT_MARK.exec(this.text)?.[0].length ?? 0);
    return [this.end, this.end];
  }

  alias(start: number, end: number): Span {
    this.end = end;
    return [start - 1, end];
  }

  opens(event: SequenceEvent | MappingEvent): Span {
    this.end = this.isBracketed(event) ? event.start + 1 : event.start;
    return [event.start, this.end];
  }

  /** All of a collection, when its last part has been read. */
  closes(event: SequenceEvent | MappingEvent): Span {
    if (this.isBracketed(event)) {
      TO_BRACKET.lastIndex = this.end;
      const gap = TO_BRACKET.exec(this.text)?.[0] ?? "";
      if ("]}".includes(this.text[this.end + gap.length] ?? " ")) this.end += gap.length + 1;
    }
    return [event.start, this.end];
  }

  /** Goes past something that nobody wants to read. */
  pass(event: Event | undefined): Span {
    if (event?.type === EVENT_SCALAR) return this.scalar(event);
    if (event?.type === EVENT_SEQUENCE || event?.type === EVENT_MAPPING) return this.opens(event);
    if (event?.type === EVENT_ALIAS) return this.alias(event.anchorStart, event.anchorEnd);
    return [this.end, this.end];
  }

  /** A pair in a list, such as `[a: 1]`, is a mapping without brackets. */
  private isBracketed({ style, start }: SequenceEvent | MappingEvent): boolean {
    return style !== COLLECTION_STYLE_BLOCK && "[{".includes(this.text[start] ?? " ");
  }
}

/** To the colon or dash behind which nothing is written. */
const NEXT_MARK = /\s*[:-]?/y;
/** To the bracket that closes: spaces, a last comma, comments. */
const TO_BRACKET = /(?:[\s,]|#[^\n]*)*/y;
