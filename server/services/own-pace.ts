/**
 * Calls `work` every so many milliseconds, from a random moment of the first period on: streams that came back together after a restart
 * would otherwise ask the database together for good. Returns how to stop.
 */
export function atOwnPace(periodMs: number, work: () => void): () => void {
  let timer = setTimeout(next, Math.random() * periodMs);
  function next() {
    work();
    timer = setTimeout(next, periodMs);
  }
  return () => clearTimeout(timer);
}
