import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, type Node, type Pair, parseDocument } from "yaml";
import type { JsonObject, JsonValue } from "../json";
import { formatPath, type Path } from "../validation/path";
import { Report } from "./report";
import { SourceMap, type Span } from "./source-map";

/**
 * Turns the text of a definition into plain data and remembers where everything stood. JSON is read by the same parser,
 * being YAML. The limits are checked on the tokens before the parser runs: the parser recurses, and very deep nesting
 * would end the whole process instead of throwing. Duplicate keys are found here because the parser's own check compares
 * every pair of keys.
 */
export interface TextRead {
  /** Undefined when the text could not be read. */
  data: JsonValue | undefined;
  source: SourceMap;
  report: Report;
}

const MAX_CHARACTERS = 1_000_000;
const MAX_TOKENS = 250_000;
const MAX_DEPTH = 64;
const MAX_NODES = 150_000;
const MAX_ALIASES = 100;

export function readText(text: string): TextRead {
  const source = new SourceMap(text);
  const report = new Report(source);
  const tooMuch = limitExceeded(text);
  if (tooMuch !== null) {
    report.addAt(source.range([0, 0]), { path: [], message: tooMuch });
    return { data: undefined, source, report };
  }
  const document = withoutStacks(() =>
    parseDocument(text, { uniqueKeys: false, prettyErrors: false, strict: true, version: "1.2" }),
  );
  for (const problem of [...document.errors, ...document.warnings]) {
    if (report.full) break;
    report.addAt(source.range(problem.pos), { path: [], message: syntaxMessage(problem.message, problem.code) });
  }
  if (report.hasErrors) return { data: undefined, source, report };
  const reader = new Reader(document, source, report);
  const data = reader.read(document.contents, [], undefined);
  return { data: report.hasErrors && data === undefined ? undefined : data, source, report };
}

/** A text of mistakes makes an error for each, and half of the time would go into stacks that nobody reads. */
function withoutStacks<Result>(read: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A sentence when the text is larger or deeper than any real definition, else null. */
function limitExceeded(text: string): string | null {
  if (text.length > MAX_CHARACTERS) return "The definition is larger than 1 MB. Split it, or move data into files.";
  let tokens = 0;
  let flowDepth = 0;
  let inlineDepth = 0;
  const indents: number[] = [];
  let atLineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MAX_TOKENS) return "The definition has too many parts to read. Split it, or move data into files.";
    if (token === "[" || token === "{") flowDepth++;
    else if (token === "]" || token === "}") flowDepth--;
    else if (token === "-" || token === "?") inlineDepth++;
    if (token.endsWith("\n")) {
      atLineStart = true;
      inlineDepth = 0;
    } else if (atLineStart) {
      const indent = /^ +$/.test(token) ? token.length : 0;
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
      atLineStart = false;
    }
    if (flowDepth < -MAX_DEPTH) return "The text closes many brackets that it never opened.";
    if (flowDepth + inlineDepth + indents.length > MAX_DEPTH)
      return `The definition is nested deeper than ${MAX_DEPTH} levels.`;
  }
  return null;
}

const SYNTAX: Record<string, string> = {
  TAB_AS_INDENT: "Tabs cannot indent YAML. Use spaces.",
  MULTIPLE_DOCS: "The text has several documents (`---`). Keep one chain per text.",
  BAD_ALIAS: "This alias (`*name`) stands where none may.",
  TAG_RESOLVE_FAILED: "Tags such as `!name` are not supported. Write the plain value.",
};

function syntaxMessage(message: string, code: string): string {
  const open = /^Flow (sequence|map)/.exec(message);
  if (code === "BAD_INDENT" && open) {
    const [kind, bracket, end] = open[1] === "map" ? ["mapping", "{", "}"] : ["list", "[", "]"];
    return `The ${kind} that \`${bracket}\` opens is not closed: \`${end}\` is missing.`;
  }
  if (code === "BAD_INDENT") return "The indentation does not fit the lines above.";
  return SYNTAX[code] ?? `Not readable as YAML or JSON: ${message}.`;
}

class Reader {
  private nodes = 0;
  private aliases = 0;
  private stopped = false;

  constructor(
    private readonly document: Document,
    private readonly source: SourceMap,
    private readonly report: Report,
  ) {}

  /** The plain value of a node. `at` replaces its place: values that came through an alias stand where the alias is. */
  read(node: unknown, path: Path, key: Span | undefined, at?: Span): JsonValue | undefined {
    if (this.stopped) return undefined;
    if (++this.nodes > MAX_NODES || path.length > MAX_DEPTH) return this.stop(path);
    const span = at ?? spanOf(node);
    this.source.record(path, { key, value: span, block: isMap(node) ? !node.flow : isSeq(node) && !node.flow });
    if (isAlias(node)) return this.alias(node, path, key, span);
    if (isMap(node)) return this.map(node.items, path, at);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], undefined, at) ?? null);
    return isScalar(node) ? this.scalar(node.value, path) : null;
  }

  private alias(node: Node, path: Path, key: Span | undefined, span: Span | undefined): JsonValue | undefined {
    if (++this.aliases > MAX_ALIASES) return this.stop(path);
    const target = isAlias(node) ? node.resolve(this.document) : undefined;
    if (target !== undefined) return this.read(target, path, key, span);
    this.problem(path, span, "This alias (`*name`) has no anchor above.");
    return null;
  }

  private map(items: Pair[], path: Path, at: Span | undefined): JsonObject {
    const data: JsonObject = {};
    for (const pair of items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
      const keySpan = at ?? spanOf(pair.key);
      if (name === undefined || name === "__proto__") {
        this.problem(path, keySpan, name === undefined ? "A key must be a plain word." : "This key cannot be used.");
        continue;
      }
      if (Object.hasOwn(data, name)) {
        this.problem([...path, name], keySpan, `The key "${name}" stands here twice. Keep one of them.`);
        continue;
      }
      data[name] = this.read(pair.value, [...path, name], keySpan, at) ?? null;
    }
    return data;
  }

  private scalar(value: unknown, path: Path): JsonValue {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    this.report.add({
      path,
      message: `\`${formatPath(path)}\` is no value that JSON has. Write a text, number, true or false.`,
    });
    return null;
  }

  private stop(path: Path): undefined {
    this.stopped = true;
    this.report.add({ path, message: "The definition is too large once its aliases are filled in." });
    return undefined;
  }

  private problem(path: Path, span: Span | undefined, message: string): void {
    this.report.addAt(this.source.range(span ?? [0, 0]), { path, message });
  }
}

function spanOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}
