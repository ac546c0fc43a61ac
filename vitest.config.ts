import path from "node:path";
import { defineConfig } from "vitest/config";
import { mutantPlugin } from "./scripts/mutants/plugin";

const alias = { "@": path.resolve(import.meta.dirname) };
const exclude = ["node_modules/**", ".next/**", "e2e/**"];

/**
 * unit: pure code, no services. integration (`*.db.test.ts`, `*.live.test.ts`): real Postgres, real browser, real
 * processes; files run one after the other, since they share the machine. Those that need no more than a database may run two at a
 * time: `CHAINWRIGHT_TEST_FILES=2`.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [mutantPlugin(import.meta.dirname)],
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts", "**/*.live.test.ts"],
          // Thousands of generated cases on a machine that may be busy: only what hangs is too slow.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [mutantPlugin(import.meta.dirname)],
        resolve: { alias },
        test: {
          name: "integration",
          include: ["**/*.db.test.ts", "**/*.live.test.ts"],
          exclude,
          maxWorkers: Number(process.env.CHAINWRIGHT_TEST_FILES ?? 1),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
