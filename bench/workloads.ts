import type { BenchDatabase } from "./bench-database";
import { type BenchEngine, fanOut, sequence } from "./bench-engine";
import { watchCpu } from "./cpu";
import { percentile } from "./statistics";

/** W1: chains of five steps, started as fast as possible. */
export async function throughput(db: BenchDatabase, engine: BenchEngine, chains: number) {
  const plan = sequence(5);
  const steps = chains * 5;
  const before = await db.commits();
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const cpu = await watchCpu(db.sql);
  const began = performance.now();
  const started = await Promise.all(Array.from({ length: chains }, () => engine.start(plan)));
  await Promise.all(started.map((execution) => execution.ended));
  const seconds = (performance.now() - began) / 1_000;
  const worked = cpu.read();
  clearInterval(watch);
  const commits = (await db.commits()) - before;
  return {
    steps_per_s: steps / seconds,
    chains_per_s: chains / seconds,
    commits_per_step: commits / steps,
    peak_rss_mb: peak / 2 ** 20,
    process_us_per_step: worked.process / steps,
    database_us_per_step: worked.database / steps,
  };
}

/** W2: from one step's function to the next one's, on an idle system. */
export async function stepToStep(db: BenchDatabase, engine: BenchEngine, repeats: number) {
  const plan = sequence(50);
  const before = await db.commits();
  const gaps: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    let last: number | null = null;
    engine.onStep = (_execution, _step, at) => {
      if (last !== null) gaps.push(at - last);
      last = at;
    };
    await (await engine.start(plan)).ended;
  }
  engine.onStep = () => {};
  const commits = (await db.commits()) - before;
  return { p50_ms: percentile(gaps, 0.5), p99_ms: percentile(gaps, 0.99), commits_per_step: commits / (repeats * 50) };
}

/** W3: from the call that starts an execution to its first step's function. */
export async function trigger(engine: BenchEngine, repeats: number) {
  const plan = sequence(1);
  const times: number[] = [];
  for (let round = 0; round < repeats; round += 1) {
    const began = performance.now();
    engine.onStep = (_execution, _step, at) => {
      times.push(at - began);
    };
    await (await engine.start(plan)).ended;
  }
  engine.onStep = () => {};
  return { p50_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99) };
}

/** W4: parallel steps and a join, in one execution. */
export async function fan(engine: BenchEngine, width: number) {
  const plan = fanOut(width);
  const began = performance.now();
  await (await engine.start(plan)).ended;
  return { total_ms: performance.now() - began };
}
