import { branches, type JsonSchema, rangeWords, typeWords } from "../complete/json-schema";

/** A row of the table of parameters. */
export interface ParameterRow {
  /** With its parents: `actions[].click.role`. */
  name: string;
  depth: number;
  type: string;
  required: boolean;
  description: string;
  /** As written in YAML; null: none. */
  fallback: string | null;
}

const DEEPEST = 3;

/** Parameters with what is inside of them, in the order of the schema. */
export function parameterRows(schema: JsonSchema): ParameterRow[] {
  return rowsOf(schema, schema, "", 0);
}

function rowsOf(schema: JsonSchema, root: JsonSchema, prefix: string, depth: number): ParameterRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const range = rangeWords(property);
    const fallback = property.default;
    const own: ParameterRow = {
      name,
      depth,
      type: range ? `${typeWords(property)}, ${range}` : typeWords(property),
      required: schema.required?.includes(key) === true && fallback === undefined,
      description: property.description ?? "",
      fallback: fallback === undefined || isEmpty(fallback) ? null : textOf(fallback),
    };
    return depth + 1 >= DEEPEST ? [own] : [own, ...inner(property, root, name, depth + 1)];
  });
}

function inner(schema: JsonSchema, root: JsonSchema, name: string, depth: number): ParameterRow[] {
  const found = branches({ schema, root });
  const map = found.find(({ schema: one }) => one.properties);
  if (map) return rowsOf(map.schema, root, `${name}.`, depth);
  const list = found.find(({ schema: one }) => one.items);
  return list?.schema.items ? inner(list.schema.items, root, `${name}[]`, depth) : [];
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
