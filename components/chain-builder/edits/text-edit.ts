import { type ChainText, spanOf } from "./chain-text";

/** A stretch of the text and what stands there instead. Offsets in the text before; several do not overlap. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
}

/** A text with what the writers of it need to know. */
export interface Scene extends ChainText {
  json: boolean;
}

/** Where the line of an offset begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** Where the line of an offset ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

/** How far the line of an offset is indented. */
export const indentAt = (text: string, offset: number): number =>
  /^ */.exec(text.slice(lineStart(text, offset)))?.[0].length ?? 0;

/** Where what is written of a node ends; blank space behind it does not count. */
export function contentEnd(text: string, node: unknown): number | null {
  const span = spanOf(node);
  return span ? span[0] + text.slice(span[0], span[1]).trimEnd().length : null;
}
