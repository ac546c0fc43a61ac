/** As much of an OpenAPI document as the page shows. */
export interface ApiSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  default?: unknown;
  properties?: Record<string, ApiSchema>;
  required?: string[];
  items?: ApiSchema;
  anyOf?: ApiSchema[];
  oneOf?: ApiSchema[];
  additionalProperties?: ApiSchema | boolean;
}

interface Content {
  content?: Record<string, { schema?: ApiSchema }>;
  description?: string;
}

interface OperationObject {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: ApiSchema }[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

export interface ApiDocument {
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, ApiSchema> };
}

export interface ApiCall {
  id: string;
  method: string;
  path: string;
  /** The same call under `/api/chat`. */
  alias: string | null;
  operation: OperationObject;
}

/** Calls by subject; those of `/api/chat` stand with the ones that they repeat. */
export function operationsByTag({ paths, tags }: ApiDocument) {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const aliases = new Map(
    all.flatMap(({ path, operation }) =>
      operation.operationId.endsWith("InChat") ? [[operation.operationId.slice(0, -"InChat".length), path]] : [],
    ),
  );
  const calls = all
    .filter(({ operation }) => !operation.operationId.endsWith("InChat"))
    .map(({ operation, ...rest }): ApiCall => {
      const id = operation.operationId;
      return { id, ...rest, operation, alias: aliases.get(id) ?? null };
    });
  return tags.map(({ name, description }) => ({
    ...{ tag: name, about: description },
    operations: calls.filter(({ operation }) => operation.tags.includes(name)),
  }));
}

/** A schema without its reference. */
export function resolved(schema: ApiSchema, { components }: ApiDocument): ApiSchema {
  const name = schema.$ref?.replace("#/components/schemas/", "");
  return (name === undefined ? schema : components?.schemas?.[name]) ?? schema;
}

/** `string`, `list of object`, `succeeded | failed`. */
export function typeWords(schema: ApiSchema, document: ApiDocument): string {
  const found = resolved(schema, document);
  if (found.enum) return found.enum.map(String).join(" | ");
  const options = found.anyOf ?? found.oneOf;
  if (options) return [...new Set(options.map((one) => typeWords(one, document)))].join(" or ");
  if (found.type === "array") return `list of ${found.items ? typeWords(found.items, document) : "anything"}`;
  if (Array.isArray(found.type)) return found.type.join(" or ");
  return found.format && found.type === "string" ? found.format : (found.type ?? "anything");
}

export interface ApiField {
  name: string;
  type: string;
  required: boolean;
  about: string;
}

const MAX_DEPTH = 3;

/** The properties of an object, those inside of others with dots, and `[]` for lists. */
export function fieldsOf(schema: ApiSchema, document: ApiDocument, prefix = "", depth = 0): ApiField[] {
  const found = resolved(schema, document);
  if (found.type === "array" && found.items && depth < MAX_DEPTH)
    return fieldsOf(found.items, document, `${prefix}[]`, depth);
  return Object.entries(found.properties ?? {}).flatMap(([key, inside]) => {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const own = {
      ...{ name, type: typeWords(inside, document), about: resolved(inside, document).description ?? "" },
      required: found.required?.includes(key) ?? false,
    };
    return depth + 1 < MAX_DEPTH ? [own, ...fieldsOf(inside, document, name, depth + 1)] : [own];
  });
}
