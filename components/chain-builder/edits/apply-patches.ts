import { ChangeSet } from "@codemirror/state";
import { parseDocument, stringify } from "yaml";
import type { JsonObject } from "@/server/core/json";
import { languageOf } from "../text/outline";
import { type ChainText, readChainText } from "./chain-text";
import { finerPatches, type Patch, patchData, same } from "./patch";
import { spliceOf } from "./splice";
import type { TextEdit } from "./text-edit";

/** A text after an edit, and what was changed on the way: ranges of the text before, for one undoable transaction. */
export interface Edited {
  text: string;
  changes: TextEdit[];
}

/**
 * Does the patches one after the other. After each the text is read again and has to say exactly what the data says; where the
 * small change does not lead there (anchors, odd indentation), the tree is changed and written anew. Null: the text cannot be read.
 */
export function applyPatches(text: string, patches: readonly Patch[]): Edited | null {
  let chain = readChainText(text);
  if (!chain) return null;
  let changes = ChangeSet.empty(text.length);
  for (const coarse of patches) {
    for (const patch of finerPatches(chain.data, coarse)) {
      const edits = editsFor(chain, patch);
      const step = ChangeSet.of(edits, chain.text.length);
      changes = changes.compose(step);
      const read = readChainText(patched(chain.text, edits));
      if (!read) throw new Error("A changed definition cannot be read any more.");
      chain = read;
    }
  }
  return { text: chain.text, changes: editsOf(changes) };
}

function editsFor(chain: ChainText, patch: Patch): TextEdit[] {
  const wanted = patchData(chain.data, patch);
  const edits = spliceOf(chain, patch);
  if (edits && saysNow(patched(chain.text, edits), wanted)) return edits;
  const rewritten = [byTree, inFull].map((write) => write(chain, patch, wanted));
  const text = rewritten.find((one) => saysNow(one, wanted));
  if (text === undefined) throw new Error(`The definition could not be changed at ${patch.path.join(".")}.`);
  return [smallest(chain.text, text)];
}

const saysNow = (text: string, wanted: JsonObject): boolean => same(readChainText(text)?.data, wanted);

/** Comments stay; the layout becomes the printer's. */
function byTree({ text }: ChainText, patch: Patch, wanted: JsonObject): string {
  if (languageOf(text) === "json") return inFull({ text }, patch, wanted);
  const document = parseDocument(text, { uniqueKeys: false });
  const holder = patch.op === "insert" || patch.op === "move" ? patch.path : patch.path.slice(0, 2);
  const value = holder.reduce<unknown>(
    (inside, part) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, part) : undefined),
    wanted,
  );
  if (value === undefined) document.deleteIn(holder);
  else document.setIn(holder, document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

const inFull = ({ text }: Pick<ChainText, "text">, _patch: Patch, wanted: JsonObject): string =>
  languageOf(text) === "json" ? `${JSON.stringify(wanted, null, 2)}\n` : stringify(wanted, { lineWidth: 0 });

function patched(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { from, to, insert } of [...edits].sort((a, b) => b.from - a.from)) {
    result = result.slice(0, from) + insert + result.slice(to);
  }
  return result;
}

function editsOf(changes: ChangeSet): TextEdit[] {
  const edits: TextEdit[] = [];
  changes.iterChanges((from, to, _fromNow, _toNow, insert) => edits.push({ from, to, insert: insert.toString() }));
  return edits;
}

/** Without what both texts have in common at their ends. */
function smallest(before: string, after: string): TextEdit {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let end = 0;
  while (end < before.length - from && end < after.length - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
