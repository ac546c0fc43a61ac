import type { YAMLException } from "js-yaml";
import { Lexer } from "yaml";
import { MAX_DEPTH } from "./event-reader";

/** What keeps a text from being read: the offset, and a sentence on it. */
export interface SyntaxProblem {
  at: number;
  message: string;
}

/**
 * Says the parser's reason in words that tell what to do. One reason stands for several mistakes there; the text around it tells
 * them apart.
 */
export function syntaxProblem(text: string, { reason, mark }: YAMLException): SyntaxProblem {
  const at = mark?.position ?? 0;
  const found = SENTENCES.find(([pattern]) => pattern.test(reason));
  return { at, message: found?.[1](text, at) ?? `Not readable as YAML or JSON: ${reason}.` };
}

const INDENTATION = "The indentation does not fit the lines above.";

type Sentence = (text: string, at: number) => string | null;

const SENTENCES: readonly [RegExp, Sentence][] = [
  [/^nesting exceeded/, () => `The definition is nested deeper than ${MAX_DEPTH} levels.`],
  [/^tab characters/, () => "Tabs cannot indent YAML. Use spaces."],
  [/^deficient indentation|^unexpected end of the (stream|document)/, (text, at) => unclosed(text, at) ?? INDENTATION],
  [/^missed comma/, (text, at) => ("]}".includes(text[at] ?? " ") && unclosed(text, at)) || "A comma is missing here."],
  [/^expected the node content/, () => "An entry is missing before this comma."],
  [/^bad indentation|^end of the stream or a document separator/, misplaced],
  [
    /^can not read a block mapping entry|^expected ':'/,
    () => "A key needs a colon and a space behind it: `key: value`.",
  ],
  [/^unknown escape|^expected hexadecimal/, () => "This is no escape that YAML knows. Write `\\\\` for a backslash."],
  [/^a line break is expected/, () => "Nothing may follow a `|` or `>` on its line. The text begins on the next."],
  [/null byte|non-printable|valid JSON character/, () => "This character cannot be part of a definition. Remove it."],
];

/** Something stands where nothing may. */
function misplaced(text: string, at: number): string {
  const character = text[at] ?? "";
  if (character === "]" || character === "}") return `\`${character}\` closes nothing.`;
  if ("@`%".includes(character) && character !== "")
    return `A plain text cannot begin with \`${character}\`. Put it in quotes.`;
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  if (character === ":" && /:\s/.test(before)) return "A second colon stands on this line. Put the text in quotes.";
  if (character === ":" || before.trim() === "") return INDENTATION;
  return "Nothing may follow here. A text with quotes or brackets in it has to be in quotes as a whole.";
}

/** Above this much text nobody looks for what is open. */
const LOOKS_BACK = 20_000;

/** What was opened before and is still open, if anything. */
function unclosed(text: string, at: number): string | null {
  if (at > LOOKS_BACK) return null;
  const open: string[] = [];
  let last = "";
  for (const token of new Lexer().lex(text.slice(0, at))) {
    if (token === "[" || token === "{") open.push(token);
    else if (token === "]" || token === "}") open.pop();
    if (token.trim() !== "") last = token;
  }
  const quote = last[0];
  if ((quote === '"' || quote === "'") && (last.length === 1 || !last.endsWith(quote)))
    return `The text that \`${quote}\` opens is not closed: another \`${quote}\` is missing.`;
  const bracket = open.at(-1);
  if (bracket === undefined) return null;
  const [kind, end] = bracket === "{" ? ["mapping", "}"] : ["list", "]"];
  return `The ${kind} that \`${bracket}\` opens is not closed: \`${end}\` is missing.`;
}
