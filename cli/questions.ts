import { fieldsOf } from "../server/core/execution/prompt";
import type { ExecutionView } from "../server/services/execution-view";
import { safeText } from "./safe-text";

/** What a person has to do so that an execution goes on, one text for each step that waits for one; `key` tells them apart. */
export function questionHints(view: ExecutionView): { key: string; text: string }[] {
  return view.steps.flatMap((step) => {
    const code = step.status === "waiting" ? step.reason?.code : undefined;
    const key = `${step.id} ${step.attempt} ${step.iteration} ${code}`;
    const place = `${view.id} --step ${step.id}`;
    if (code === "manual_trigger") {
      return [{ key, text: `"${step.id}" waits for a person. Go on: chainwright executions continue ${place}` }];
    }
    const [item] = step.status === "running" ? (step.loop?.asking ?? []) : [];
    if (item !== undefined) {
      const command = `chainwright executions answer ${place} --item ${item} --approve`;
      return [
        {
          key: `${key} ${item}`,
          text: `Item ${item} of "${step.id}" asks. Answer (--approve or --reject): ${command}`,
        },
      ];
    }
    if (code !== "approval") return [];
    const fields = Object.keys(fieldsOf(step.reason?.prompt ?? {}));
    const answers = fields.length === 0 ? "" : ` --answers '{${fields.map((name) => `"${name}": …`).join(", ")}}'`;
    const command = `chainwright executions answer ${place} --approve${answers}`;
    const text = `"${step.id}" asks: ${safeText(step.reason?.message ?? "")} Answer (--approve or --reject): ${command}`;
    return [{ key, text }];
  });
}
