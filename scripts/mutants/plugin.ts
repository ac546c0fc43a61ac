import path from "node:path";
import { MUTANTS } from "./mutants";

/** Breaks one rule while tests run: `CHAINWRIGHT_MUTANT` is the number of the mutant. No file is touched. */
export function mutantPlugin(root: string) {
  const number = process.env.CHAINWRIGHT_MUTANT;
  const mutant = number === undefined ? undefined : MUTANTS[Number(number)];
  return {
    name: "mutant",
    enforce: "pre" as const,
    transform(code: string, id: string): string | undefined {
      if (!mutant || path.relative(root, id) !== mutant.file) return undefined;
      const parts = code.split(mutant.find);
      if (parts.length !== 2) throw new Error(`"${mutant.find}" stands ${parts.length - 1} times in ${mutant.file}.`);
      return parts.join(mutant.replace);
    },
  };
}
