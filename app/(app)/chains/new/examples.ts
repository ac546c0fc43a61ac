import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Example } from "@/components/chain-builder/start/example";
import { pointedHere } from "@/server/web/samples";

const FOLDER = join(process.cwd(), "examples");
const facts = z.object({
  name: z.string(),
  description: z.string().default(""),
  steps: z.array(z.object({ tool: z.string().optional() })),
});

/** The sample chains that come with the program; none when their folder is missing. */
export async function readExamples(): Promise<Example[]> {
  const files = await readdir(FOLDER).catch(() => []);
  const found = await Promise.all(files.filter((file) => /\.(ya?ml|json)$/.test(file)).map(readExample));
  return found.filter((example) => example !== null).sort((a, b) => a.name.localeCompare(b.name));
}

/** A file that is no definition is left out: the folder belongs to the operator. */
async function readExample(file: string): Promise<Example | null> {
  const text = await pointedHere(await readFile(join(FOLDER, file), "utf8"));
  const read = facts.safeParse(tolerantParse(text));
  if (!read.success) return null;
  const { name, description, steps } = read.data;
  const tools = [...new Set(steps.flatMap(({ tool }) => (tool ? [tool] : [])))];
  return { file, name, description, tools, steps: steps.length, text };
}

function tolerantParse(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
