/** Lines `start` to `end` of one text stand where lines `otherStart` to `otherEnd` of the other do. */
export interface LineChange {
  start: number;
  end: number;
  otherStart: number;
  otherEnd: number;
}

/** Texts that differ in more lines than this are not compared line by line any further: the time grows with the square. */
const MOST_CHANGES = 2_000;

/**
 * What is different between two lists of lines: the fewest lines out and in, by the greedy method of Myers ("An O(ND) Difference Algorithm
 * and Its Variations", 1986). Its time depends on how much differs, not on how often a line comes again.
 */
export function diffLines(one: readonly string[], other: readonly string[]): LineChange[] {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const [a, b] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  const changes = a.length === 0 || b.length === 0 ? null : shortest(a, b);
  const whole = { start: 0, end: a.length, otherStart: 0, otherEnd: b.length };
  return (changes ?? (a.length + b.length > 0 ? [whole] : [])).map(({ start, end, otherStart, otherEnd }) => ({
    ...{ start: start + head, end: end + head, otherStart: otherStart + head, otherEnd: otherEnd + head },
  }));
}

/** Null: more is different than is looked for. */
function shortest(a: readonly string[], b: readonly string[]): LineChange[] | null {
  // On each diagonal, x - y, how far one comes with so many changes; one list a number of changes.
  const reached: Int32Array[] = [];
  const most = Math.min(a.length + b.length, MOST_CHANGES);
  let before = new Int32Array(3);
  for (let changes = 0; changes <= most; changes++) {
    const now = new Int32Array(2 * changes + 3);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = changes === 0 ? 0 : startOn(before, changes, diagonal);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      now[diagonal + changes + 1] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkBack(reached, changes, a.length, b.length);
    }
    reached.push(now);
    before = now;
  }
  return null;
}

/** Where one begins on a diagonal: a line out of the one, or a line of the other in, whichever leads further. */
function startOn(before: Int32Array, changes: number, diagonal: number): number {
  const [above, below] = [at(before, changes - 1, diagonal - 1), at(before, changes - 1, diagonal + 1)];
  return isDown(above, below, changes, diagonal) ? below : above + 1;
}

const at = (reached: Int32Array, changes: number, diagonal: number): number => reached[diagonal + changes + 1] ?? 0;

const isDown = (above: number, below: number, changes: number, diagonal: number): boolean =>
  diagonal === -changes || (diagonal !== changes && above < below);

function walkBack(reached: readonly Int32Array[], last: number, endX: number, endY: number): LineChange[] {
  const changes: LineChange[] = [];
  let [x, y] = [endX, endY];
  for (let count = last; count > 0; count--) {
    const row = reached[count - 1] ?? new Int32Array(3);
    const diagonal = x - y;
    const [above, below] = [at(row, count - 1, diagonal - 1), at(row, count - 1, diagonal + 1)];
    const down = isDown(above, below, count, diagonal);
    const from = down ? below : above;
    const fromY = from - (down ? diagonal + 1 : diagonal - 1);
    const one = { start: from, end: down ? from : from + 1, otherStart: fromY, otherEnd: down ? fromY + 1 : fromY };
    const next = changes.at(-1);
    if (next && next.start === one.end && next.otherStart === one.otherEnd) {
      next.start = one.start;
      next.otherStart = one.otherStart;
    } else changes.push(one);
    [x, y] = [from, fromY];
  }
  return changes.reverse();
}
