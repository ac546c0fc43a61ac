import { CodeBlock } from "@/components/shared/code-block";
import { type ApiCall, type ApiDocument, type ApiField, fieldsOf } from "./api-document";
import { curlOf } from "./curl-example";

/** One call: closed a line, open what it takes and gives. */
export function ApiOperation({
  operation: call,
  document,
  server,
}: {
  operation: ApiCall;
  document: ApiDocument;
  server: string;
}) {
  const { operation, method, path, alias } = call;
  const taken: ApiField[] = (operation.parameters ?? []).map(({ name, required, description, schema, ...rest }) => ({
    ...{ name: rest.in === "header" ? `${name} (header)` : name, required: required ?? false },
    ...{ about: description ?? schema.description ?? "", type: schema.enum ? "one of" : String(schema.type ?? "text") },
  }));
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const [status = "200", response] = Object.entries(operation.responses)[0] ?? [];
  const answer = response?.content?.["application/json"]?.schema;
  return (
    <li className="min-w-0 rounded-lg border bg-card">
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-4 py-2 text-13 hover:bg-muted">
          <span className="w-14 flex-none font-mono text-11 font-medium text-foreground-2">{method}</span>
          <code className="min-w-0 font-mono text-12 break-all">{path}</code>
          <span className="ml-auto text-12 text-muted-foreground">{operation.summary}</span>
        </summary>
        <div className="flex flex-col gap-4 border-t px-4 py-4 text-13">
          <p>
            {operation.description?.replaceAll("`", "")}
            {alias === null ? null : (
              <>
                {" "}
                Also at <code className="font-mono text-12">{alias}</code>.
              </>
            )}
          </p>
          <Fields title="Parameters" fields={taken} />
          {body ? <Fields title="Body" fields={fieldsOf(body, document)} /> : null}
          {answer ? <Fields title={`Answer ${status}`} fields={fieldsOf(answer, document)} /> : null}
          <CodeBlock label="This call with curl">{curlOf(call, server)}</CodeBlock>
        </div>
      </details>
    </li>
  );
}

function Fields({ title, fields }: { title: string; fields: readonly ApiField[] }) {
  if (fields.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-12 font-medium text-muted-foreground">{title}</h3>
      <ul className="divide-y border-y">
        {fields.map(({ name, type, required, about }) => (
          <li key={name} className="flex flex-wrap gap-x-3 gap-y-0.5 py-1.5 text-12">
            <code className="font-mono break-all">{name}</code>
            <span className="text-muted-foreground">{type}</span>
            {required ? <span className="text-muted-foreground">required</span> : null}
            {about ? <span className="w-full text-foreground-2">{about.replaceAll("`", "")}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
