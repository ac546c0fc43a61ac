import path from "node:path";
import { defineConfig } from "vitest/config";
import { mutantPlugin } from "./scripts/mutants/plugin";

const alias = { "@": path.resolve(import.meta.dirname) };
const exclude = ["node_modules/**", ".next/**", "e2e/**"];

const plugins = [mutantPlugin(import.meta.dirname)];
const resolve = { alias };
const timeouts = { testTimeout: 30_000, hookTimeout: 60_000 };

/** Tests with processes that share nothing with others but the processors: their files run beside those of the database. */
const PLAIN = ["cli/**/*.live.test.ts", "db/**/*.live.test.ts"];

/**
 * unit: pure code, no services. database (`*.db.test.ts`): a real Postgres, two files at a time. processes (`*.live.test.ts`): real
 * browsers, and processes that are killed and frozen; one file after the other.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins,
        resolve,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts", "**/*.live.test.ts"],
          sequence: { groupOrder: 0 },
          // Thousands of generated cases on a machine that may be busy: only what hangs is too slow.
          testTimeout: 30_000,
        },
      },
      {
        plugins,
        resolve,
        test: {
          ...{ name: "database", include: ["**/*.db.test.ts", ...PLAIN], exclude, ...timeouts },
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
      {
        plugins,
        resolve,
        test: {
          ...{ name: "processes", include: ["**/*.live.test.ts"], exclude: [...exclude, ...PLAIN], ...timeouts },
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
