import type { Path } from "./place";

interface Frame {
  kind: "map" | "list";
  /** Column of the keys or dashes; -1 inside of braces, where columns mean nothing. */
  indent: number;
  key: string | null;
  index: number;
}

/** The maps and lists that are open at a place of the text, outermost first. */
export class Frames {
  private readonly frames: Frame[] = [];

  get depth(): number {
    return this.frames.length;
  }

  get top(): Readonly<Frame> | undefined {
    return this.frames.at(-1);
  }

  /** A dash in a column: the next item of the list there, or a new list. */
  item(indent: number): void {
    this.closeDeeper(indent);
    const top = this.frames.at(-1);
    if (top?.kind === "list" && top.indent === indent) top.index++;
    else this.frames.push({ kind: "list", indent, key: null, index: 0 });
  }

  /** A key in a column: of the map there, or of a new map. */
  key(indent: number, key: string): void {
    this.close(indent);
    const top = this.frames.at(-1);
    if (top?.kind === "map" && top.indent === indent) top.key = key;
    else this.frames.push({ kind: "map", indent, key, index: 0 });
  }

  open(kind: Frame["kind"]): void {
    this.frames.push({ kind, indent: -1, key: null, index: 0 });
  }

  pop(): void {
    this.frames.pop();
  }

  setKey(key: string | null): void {
    const top = this.frames.at(-1);
    if (top) top.key = key;
  }

  next(): void {
    const top = this.frames.at(-1);
    if (top?.kind === "list") top.index++;
    else if (top) top.key = null;
  }

  /** Ends what a key in this column cannot belong to; a list whose dashes stand in the column ends as well. */
  close(indent: number): void {
    this.closeDeeper(indent);
    const top = this.frames.at(-1);
    if (top?.kind === "list" && top.indent === indent) this.frames.pop();
  }

  private closeDeeper(indent: number): void {
    while ((this.frames.at(-1)?.indent ?? -1) > indent) this.frames.pop();
  }

  /** Of the value under way. */
  path(): Path {
    return this.frames.map(partOf).filter((part) => part !== null);
  }

  /** Of the map whose keys would stand in this column. */
  container(indent: number): Path {
    const top = this.frames.at(-1);
    const frames = top?.kind === "map" && top.indent === indent ? this.frames.slice(0, -1) : this.frames;
    return frames.map(partOf).filter((part) => part !== null);
  }
}

const partOf = (frame: Frame): string | number | null => (frame.kind === "list" ? frame.index : frame.key);
