import { writeTemplateDocument } from "../../core/templates/document";
import { chainText } from "../../testing/service-bench";

/** A template as its file, of a chain that hands a value on. */
export function templateFile(title: string): string {
  const test = { params: {}, fixed: [{ stepId: "one", value: { value: 1 }, failed: false }] };
  return writeTemplateDocument({
    title,
    summary: "",
    notes: "",
    readme: "",
    params: {},
    test,
    source: chainText(title),
  });
}
