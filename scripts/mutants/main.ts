/**
 * `npm run mutants [-- TEXT]`: runs the tests on deliberately broken variants of core and engine, each of which they have to catch. TEXT
 * picks the mutants whose names contain it. Ends with 1 when one survives.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { MUTANTS, type Mutant } from "./mutants";

const ROOT = path.resolve(import.meta.dirname, "../..");
const wanted = process.argv[2] ?? "";

interface Verdict {
  caught: boolean;
  by: string;
}

async function tryMutant(mutant: Mutant, number: number): Promise<Verdict> {
  if (readFileSync(path.join(ROOT, mutant.file), "utf8").split(mutant.find).length !== 2) {
    return { caught: false, by: "the text to break does not stand there once: bring the list up to date" };
  }
  const project = mutant.tests.some((test) => test.includes(".db")) ? "database" : "unit";
  const args = ["vitest", "run", "--project", project, "--bail", "1", "--reporter", "json", ...mutant.tests];
  const child = spawn("npx", args, {
    cwd: ROOT,
    env: { ...process.env, CHAINWRIGHT_MUTANT: String(number) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { caught: code !== 0, by: firstFailure(output) };
}

interface Report {
  testResults: { message?: string; assertionResults: { status: string; fullName: string }[] }[];
}

function firstFailure(output: string): string {
  const start = output.indexOf("{");
  if (start < 0) return "the tests could not run";
  const { testResults } = JSON.parse(output.slice(start)) as Report;
  const failed = testResults.flatMap((file) => file.assertionResults).find((test) => test.status === "failed");
  return failed?.fullName.trim() ?? testResults.find((file) => file.message)?.message?.split("\n")[0] ?? "";
}

let survivors = 0;
for (const [number, mutant] of MUTANTS.entries()) {
  if (!mutant.name.includes(wanted)) continue;
  const { caught, by } = await tryMutant(mutant, number);
  if (!caught) survivors += 1;
  process.stdout.write(`${caught ? "caught  " : "SURVIVED"}  ${mutant.name.padEnd(58)}  ${by}\n`);
}
process.stdout.write(`${MUTANTS.length} mutants, ${survivors} survived\n`);
process.exitCode = survivors > 0 ? 1 : 0;
