/**
 * Edits of a draft. The text is the only truth: every view reads its data (`readChainText`, `stepsOf`), asks for a `ChainEdit`,
 * and gets back the ranges of the text that change (`editChain`), to be applied as one undoable transaction. What an edit does not
 * touch keeps its layout, its comments and its quotes, in YAML and in JSON.
 *
 *   const edited = editChain(text, { type: "rename-step", index: 2, id: "prices" });
 *   if (edited) editor.applyEdits(edited.changes);
 *
 * Steps are named by their index in `steps`. `null` means that the text cannot be read at the moment: show the last good state.
 * A new kind of edit is a function (data, edit) → patches beside these, see `step-patches.ts`; `applyPatches` does the writing and
 * sees to it that the text says exactly what the patched data says.
 */
import type { JsonObject, JsonValue } from "@/server/core/json";
import type { Path } from "../text/place";
import { applyPatches, type Edited } from "./apply-patches";
import { readChainText } from "./chain-text";
import type { Patch } from "./patch";
import { renameOutput, renameStep } from "./rename-patches";
import {
  addStep,
  connect,
  disconnect,
  duplicateStep,
  moveStep,
  removal,
  removeStep,
  setInStep,
  setTrigger,
} from "./step-patches";
import type { Dependency } from "./steps-of";

export type ChainEdit =
  /** A value anywhere; undefined takes the key or item out, and mappings that would be empty. */
  | { type: "set"; path: Path; value: JsonValue | undefined }
  /** The same inside of a step. A classic name that is written there is kept. */
  | { type: "set-in-step"; index: number; path: Path; value: JsonValue | undefined }
  /** New steps from bodies at an index, each with an id that is free. */
  | { type: "add-steps"; index: number; bodies: readonly JsonObject[] }
  /** Also takes its id out of what other steps say about their order. */
  | { type: "remove-step"; index: number }
  | { type: "duplicate-step"; index: number }
  | { type: "move-step"; from: number; to: number }
  /** With all references, in templates too. */
  | { type: "rename-step"; index: number; id: string }
  | { type: "rename-output"; index: number; key: string }
  /** When the step runs, seen from the step above it. */
  | { type: "set-trigger"; index: number; on: Dependency["on"] }
  /** Makes or changes a dependency between two steps, and undoes it. */
  | { type: "connect"; from: number; to: number; on: Dependency["on"] }
  | { type: "disconnect"; from: number; to: number };

/** The text after an edit; null: it cannot be read as a definition now. */
export function editChain(text: string, edit: ChainEdit): Edited | null {
  const chain = readChainText(text);
  return chain && applyPatches(text, patchesFor(chain.data, edit));
}

function patchesFor(data: JsonObject, edit: ChainEdit): Patch[] {
  switch (edit.type) {
    case "set":
      return edit.value === undefined
        ? removal(data, edit.path, 1)
        : [{ op: "set", path: edit.path, value: edit.value }];
    case "set-in-step":
      return setInStep(data, edit);
    case "add-steps":
      return addStep(data, edit);
    case "remove-step":
      return removeStep(data, edit.index);
    case "duplicate-step":
      return duplicateStep(data, edit.index);
    case "move-step":
      return moveStep(data, edit.from, edit.to);
    case "rename-step":
      return renameStep(data, edit.index, edit.id);
    case "rename-output":
      return renameOutput(data, edit.index, edit.key);
    case "set-trigger":
      return setTrigger(data, edit.index, edit.on);
    case "connect":
      return connect(data, edit);
    case "disconnect":
      return disconnect(data, edit);
  }
}
