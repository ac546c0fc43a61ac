import { isCollection, isMap, isScalar, isSeq, type Node } from "yaml";
import type { JsonValue } from "@/server/core/json";
import { languageOf } from "../text/outline";
import type { Path } from "../text/place";
import { type ChainText, nodeOf, type Slot, slotAt } from "./chain-text";
import type { Patch } from "./patch";
import { blockInsertItem, blockMoveItem, blockRemoveItem, blockSetItem } from "./splice-block-list";
import { blockAddPair, blockRemovePair, blockSetPair } from "./splice-block-map";
import { flowAdd, flowMove, flowRemove, flowSet } from "./splice-flow";
import type { Scene, TextEdit } from "./text-edit";

/**
 * What has to change in the text for a patch. Null: the place is written in a way that this cannot change by itself, and
 * a larger part of the text has to be written anew.
 */
export function spliceOf(chain: ChainText, patch: Patch): TextEdit[] | null {
  const scene: Scene = { ...chain, json: languageOf(chain.text) === "json" };
  const slot = slotAt(chain, patch.path);
  switch (patch.op) {
    case "set":
      return slot ? setSlot(scene, slot, patch.value) : add(scene, patch.path, patch.value);
    case "remove":
      return slot ? removeSlot(scene, slot, patch.path) : [];
    case "insert":
      return insertItem(scene, slot, patch);
    case "move":
      return moveItem(scene, slot, patch);
  }
}

function setSlot(scene: Scene, slot: Slot, value: JsonValue): TextEdit[] | null {
  if (slot.kind === "root") return null;
  const holder = slot.kind === "pair" ? slot.map : slot.list;
  if (holder.flow) return flowSet(scene, slot, value);
  return slot.kind === "pair" ? blockSetPair(scene, slot, value) : blockSetItem(scene, slot, value);
}

function removeSlot(scene: Scene, slot: Slot, path: Path): TextEdit[] | null {
  if (slot.kind === "root") return null;
  const holder = slot.kind === "pair" ? slot.map : slot.list;
  if (holder.flow) return flowRemove(scene, holder, slot.index);
  if (holder.items.length === 1) return emptied(scene, path, isMap(holder) ? {} : []);
  return slot.kind === "pair" ? blockRemovePair(scene, slot) : blockRemoveItem(scene, slot.list, slot.index);
}

/** The last one of a mapping or list leaves `{}` or `[]`. */
function emptied(scene: Scene, path: Path, value: JsonValue): TextEdit[] | null {
  const holder = slotAt(scene, path.slice(0, -1));
  return holder ? setSlot(scene, holder, value) : null;
}

/** A key that is not there yet, in the nearest mapping that is. */
function add(scene: Scene, path: Path, value: JsonValue): TextEdit[] | null {
  for (let length = path.length - 1; length >= 0; length--) {
    const parent = path.slice(0, length);
    const slot = slotAt(scene, parent);
    if (!slot) continue;
    const key = path[length];
    const inside = nested(path.slice(length + 1), value);
    const node = nodeOf(slot);
    if (isSeq(node) && typeof key === "number") {
      return insertItem(scene, slot, { op: "insert", path: parent, index: key, value: inside });
    }
    const name = String(key);
    if (!isMap(node)) return isNothing(node) ? setSlot(scene, slot, { [name]: inside }) : null;
    if (node.items.length === 0) return setSlot(scene, slot, { [name]: inside });
    return node.flow
      ? flowAdd(scene, node, { index: node.items.length, key: name, value: inside })
      : blockAddPair(scene, node, { path: parent, key: name, value: inside });
  }
  return null;
}

const isNothing = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null);

const nested = (path: Path, value: JsonValue): JsonValue =>
  path.reduceRight<JsonValue>((inside, part) => (typeof part === "number" ? [inside] : { [part]: inside }), value);

function insertItem(scene: Scene, slot: Slot | null, patch: Patch & { op: "insert" }): TextEdit[] | null {
  const list = slot && nodeOf(slot);
  if (!slot || !isSeq(list) || list.items.length === 0) {
    if (slot && isCollection(list) && !isSeq(list)) return null;
    return slot ? setSlot(scene, slot, [patch.value]) : add(scene, patch.path, [patch.value]);
  }
  return list.flow
    ? flowAdd(scene, list, { index: patch.index, key: null, value: patch.value })
    : blockInsertItem(scene, list, patch.index, patch.value);
}

function moveItem(scene: Scene, slot: Slot | null, { from, to }: Patch & { op: "move" }): TextEdit[] | null {
  const list = slot && nodeOf(slot);
  if (!isSeq(list)) return null;
  return list.flow ? flowMove(scene, list, from, to) : blockMoveItem(scene, list, from, to);
}
