import { describeOperation } from "../../server/tools/describe-operation";
import { operationDescriptions, operationKey } from "../../server/tools/descriptions";
import { code, page, table } from "./markdown";

/** `docs/reference/tools.md`: every operation with parameters, result and an example. */
export function toolsPage(): string {
  const rows = operationDescriptions.map((one) => {
    const key = operationKey(one);
    return [`[${code(key)}](#${key.replaceAll(".", "")})`, one.summary];
  });
  return page("Tools", "`server/tools/*/describe-*.ts`", [
    "A step names a `tool` and an `operation` and gives `parameters`. They are checked twice: when the chain is saved, as far as they are fixed, and again when the step runs and its templates have values.",
    table(["Operation", "What it does"], rows),
    ...operationDescriptions.map((one) => describeOperation(one).trimEnd()),
  ]);
}
