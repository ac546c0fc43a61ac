import type { PlanParam } from "@/server/core/plan/plan";
import type { TemplateVersionView } from "@/server/services/templates/template-view";

/** Where the templates that come with the program say that the demo shop is; this server may be elsewhere. */
const WRITTEN_FOR = "http://localhost:3000";

/** The parameters as the form of a copy offers them: nothing has to be given yet, and authors' words come first. */
export function offeredParams(
  { params, told }: Pick<TemplateVersionView, "params" | "told">,
  origin: string,
): Record<string, PlanParam> {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      const { description = param.description, example } = told[name] ?? {};
      const words = [description?.replace(/\.$/, ""), example ? `For example: ${example}` : ""]
        .filter(Boolean)
        .join(". ");
      const value = param.default;
      const here = typeof value === "string" && value.startsWith(WRITTEN_FOR);
      return [
        name,
        {
          ...{ ...param, required: false },
          ...(words ? { description: words } : {}),
          ...(here ? { default: value.replace(WRITTEN_FOR, origin) } : {}),
        },
      ];
    }),
  );
}
