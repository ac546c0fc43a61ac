import type { TemplateRow } from "@/server/services/templates/template-view";

type Step = TemplateRow["steps"][number];

const COLUMNS = 5;
const ROWS = 2;

/** The first steps of a chain as columns: what waits for the same number of steps stands above each other. */
export function cardColumns(steps: readonly Step[]): Step[][] {
  const columns: Step[][] = [];
  const depths: number[] = [];
  for (const [index, step] of steps.entries()) {
    const depth = Math.max(0, ...step.after.map((before) => (depths[before] ?? 0) + 1));
    depths[index] = depth;
    const column = columns[depth] ?? [];
    columns[depth] = column;
    if (column.length < ROWS) column.push(step);
  }
  return columns.slice(0, COLUMNS);
}
