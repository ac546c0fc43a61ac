import type { PersonEvent } from "@/server/core/browser/hands";

export interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

const NAMED = /^[A-Z][A-Za-z0-9]{1,20}$/;
/** Keys that do nothing by themselves, and those that a way of writing handles. */
const SILENT = new Set([
  "Shift",
  "Control",
  "Alt",
  "Meta",
  "CapsLock",
  "NumLock",
  "Dead",
  "Process",
  "Unidentified",
  "AltGraph",
]);

/** What a key press does in the page; null: nothing. */
export function keyEvent({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyStroke): PersonEvent | null {
  if (SILENT.has(key)) return null;
  const isText = [...key].length === 1;
  if (isText && !ctrlKey && !metaKey) return { type: "text", text: key };
  if (isText ? !/^[\x21-\x7e]$/.test(key) : !NAMED.test(key)) return null;
  const held = [ctrlKey || metaKey ? "ControlOrMeta" : null, altKey ? "Alt" : null, shiftKey ? "Shift" : null].filter(
    (name) => name !== null,
  );
  return { type: "key", key: [...held, key].join("+") };
}

/** Where in the page a point of its picture is. */
export function pagePoint(
  point: { clientX: number; clientY: number },
  picture: { left: number; top: number; width: number; height: number },
  page: { width: number; height: number },
): { x: number; y: number } {
  const along = (at: number, from: number, length: number, size: number) =>
    Math.round(Math.min(1, Math.max(0, length === 0 ? 0 : (at - from) / length)) * size);
  return {
    x: along(point.clientX, picture.left, picture.width, page.width),
    y: along(point.clientY, picture.top, picture.height, page.height),
  };
}

/** Adds what was done to what is still to be sent: letters become words, and of moves only the last place counts. */
export function withEvent(waiting: readonly PersonEvent[], next: PersonEvent): PersonEvent[] {
  const last = waiting.at(-1);
  if (last?.type === "text" && next.type === "text" && last.text.length + next.text.length <= 500)
    return [...waiting.slice(0, -1), { type: "text", text: last.text + next.text }];
  if (last?.type === "move" && next.type === "move") return [...waiting.slice(0, -1), next];
  if (last?.type === "wheel" && next.type === "wheel") {
    const sum = { ...next, dx: last.dx + next.dx, dy: last.dy + next.dy };
    return [...waiting.slice(0, -1), sum];
  }
  return [...waiting, next];
}
