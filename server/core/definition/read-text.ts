import { type Event, parseEvents, YAMLException } from "js-yaml";
import type { JsonValue } from "../json";
import { EventReader, MAX_DEPTH } from "./event-reader";
import { Report } from "./report";
import { SourceMap } from "./source-map";
import { syntaxProblem } from "./syntax-problem";

/**
 * Turns the text of a definition into plain data and remembers where everything stood. JSON is read by the same parser, being YAML.
 * What is larger than any real definition is refused before it is read: a text is no reason to keep anybody waiting.
 */
export interface TextRead {
  /** Undefined when the text could not be read. */
  data: JsonValue | undefined;
  source: SourceMap;
  report: Report;
}

export const MAX_CHARACTERS = 1_000_000;
/** Each value needs one of these around it, so there are at most two for each. A chain of 2,000 steps has 30,000 to 60,000. */
export const MAX_SEPARATORS = 80_000;

export function readText(text: string): TextRead {
  const source = new SourceMap(text);
  const report = new Report(source);
  const refuse = (at: readonly [number, number], message: string): TextRead => {
    report.addAt(source.range(at), { path: [], message });
    return { data: undefined, source, report };
  };
  const tooMuch = limitExceeded(text);
  if (tooMuch !== null) return refuse([0, 0], tooMuch);
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { at, message } = syntaxProblem(text, error);
    return refuse([at, at + 1], message);
  }
  const data = new EventReader(text, events, source, report).read();
  return { data, source, report };
}

/** A sentence when the text is larger than any real definition, else null. */
function limitExceeded(text: string): string | null {
  if (text.length > MAX_CHARACTERS) return "The definition is larger than 1 MB. Split it, or move data into files.";
  let separators = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || code === COMMA || code === BRACKET || code === BRACE) separators++;
    else if (code === RETURN && text.charCodeAt(at + 1) !== NEWLINE) separators++;
    else if ((code === DASH || code === QUESTION) && text.charCodeAt(at + 1) === SPACE) separators++;
  }
  return separators > MAX_SEPARATORS
    ? "The definition has too many parts to read. Split it, or move data into files."
    : null;
}

const [NEWLINE, RETURN, COMMA, BRACKET, BRACE, DASH, QUESTION, SPACE] = [10, 13, 44, 91, 123, 45, 63, 32];
