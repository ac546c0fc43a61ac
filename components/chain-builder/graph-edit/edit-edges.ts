import { SERVICE_WORDS } from "@/components/shared/plan-words";
import type { EdgeCondition } from "@/server/core/plan/plan";
import type { GraphStep } from "@/server/services/execution-view";

/** A wire that can be changed. What it is decides what can be done with it. */
export interface EditableEdge {
  id: string;
  from: string;
  to: string;
  fromName: string;
  toName: string;
  kind:
    | { type: "dependency"; on: EdgeCondition }
    /** Ways of `next` that lead there: their conditions. */
    | { type: "way"; cases: readonly (string | null)[] }
    | { type: "stand-by"; key: "alternative" | "compensate" };
  /** It is one of several that lead there: their words stand in their middles, the one of the join at the end. */
  joins: boolean;
  /** Of the step that it leads to, on its first wire. */
  when: string | null;
}

/** The wires of a plan, with what they are in the definition. */
export function editableEdges(steps: readonly GraphStep[]): EditableEdge[] {
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  return steps.flatMap((step) =>
    step.dependsOn
      .filter((edge) => names.has(edge.step))
      .map((edge, place) => ({
        id: `${edge.step}>${step.id}:${edge.on}${edge.cases ? ":way" : ""}`,
        from: edge.step,
        to: step.id,
        fromName: names.get(edge.step) ?? edge.step,
        toName: step.name,
        kind: kindOf(step, edge),
        joins: step.dependsOn.length > 1,
        when: place === 0 ? step.when : null,
      })),
  );
}

function kindOf({ role }: GraphStep, { on, cases }: GraphStep["dependsOn"][number]): EditableEdge["kind"] {
  if (role === "alternative") return { type: "stand-by", key: "alternative" };
  if (role === "compensation") return { type: "stand-by", key: "compensate" };
  return cases ? { type: "way", cases } : { type: "dependency", on };
}

const ON: Record<EdgeCondition, string> = { success: "on success", failure: "on failure", always: "always" };
const LONGEST = 26;

/** What stands on the wire; null: it says what one expects anyway. */
export function edgeLabel({ kind, when }: EditableEdge): string | null {
  const words = [kind.type === "dependency" && kind.on === "success" ? null : edgeWords(kind)];
  if (when !== null) words.push(`if ${when}`);
  const label = words.filter(Boolean).join(", ");
  if (label === "") return null;
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
}

/** The same in full, for those who do not see the wire. */
export function edgeWords(kind: EditableEdge["kind"]): string {
  if (kind.type === "dependency") return ON[kind.on];
  if (kind.type === "stand-by") {
    return SERVICE_WORDS[kind.key === "alternative" ? "alternative" : "compensation"] ?? "";
  }
  return kind.cases.map((when) => (when === null ? "otherwise" : `if ${when}`)).join(" or ");
}
