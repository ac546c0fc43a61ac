import { type Outline, outlineOf, type StepOutline, stepAt } from "../text/outline";
import type { CursorPlace, Path } from "../text/place";
import { placeAt } from "../text/scan";
import { expressionBefore, suggestForExpression } from "./expressions";
import { hookPlaceOf } from "./hook-names";
import { descend, type JsonSchema, type Located, typeWords, wordsOf } from "./json-schema";
import { type EditorKnowledge, operationNamed } from "./knowledge";
import type { Suggestion, Suggestions } from "./suggestion";

/** What could be written at an offset; null: nothing that we know of. */
export function completionsAt(text: string, offset: number, knowledge: EditorKnowledge): Suggestions | null {
  const place = placeAt(text, offset);
  if (place.kind === "none") return null;
  const outline = outlineOf(text);
  const step = typeof place.path[1] === "number" ? (outline.steps[place.path[1]] ?? null) : stepAt(outline, offset);
  const expression = place.kind === "key" ? null : expressionBefore(text, place, offset);
  const hook = hookPlaceOf(place.path);
  if (expression !== null) return suggestForExpression(expression, offset, { outline, knowledge, step, hook });
  const options = [
    ...(place.kind === "key" || (place.kind === "item" && place.style === "block")
      ? keys(place, { text, offset, outline, step, knowledge })
      : []),
    ...(place.kind === "key" ? [] : values(place, { text, offset, outline, step, knowledge })),
  ];
  return options.length === 0 ? null : { from: place.from, options, validFor: /^[\w./-]*$/ };
}

interface Scene {
  text: string;
  offset: number;
  outline: Outline;
  step: StepOutline | null;
  knowledge: EditorKnowledge;
}

/** The schema of a place: the format's own, and below `parameters` that of the step's operation. */
function schemasAt(path: Path, { step, knowledge }: Scene): Located[] {
  const [root, , part] = path;
  const operation = operationNamed(knowledge, step?.tool ?? null, step?.operation ?? null);
  if (root === "steps" && part === "parameters" && operation) {
    return descend({ schema: operation.inputSchema, root: operation.inputSchema }, path.slice(3));
  }
  return descend({ schema: knowledge.definitionSchema, root: knowledge.definitionSchema }, path);
}

function keys(place: CursorPlace, scene: Scene): Suggestion[] {
  const present = keysOf(place, scene);
  const found = new Map<string, Suggestion>();
  for (const { schema } of schemasAt(place.path, scene)) {
    for (const [label, property] of Object.entries(schema.properties ?? {})) {
      if (present.has(label) || found.has(label) || property.description === "Not supported yet.") continue;
      const required = schema.required?.includes(label) && property.default === undefined;
      found.set(label, {
        label,
        kind: "key",
        detail: `${typeWords(property)}${required ? ", required" : ""}`,
        info: property.description,
        insert: keyText(label, property, place, scene),
      });
    }
  }
  return [...found.values()];
}

/** The keys that the map has, but for the one that is being typed. */
function keysOf({ path, from }: CursorPlace, { outline }: Scene): Set<string> {
  const here = JSON.stringify(path);
  return new Set(
    outline.entries.flatMap((entry) => {
      const last = entry.path.at(-1);
      const own = typeof last === "string" && JSON.stringify(entry.path.slice(0, -1)) === here;
      return own && entry.from !== from && entry.from !== from - 1 ? [last] : [];
    }),
  );
}

/** A key with what its value begins with: deeper lines for maps and lists. */
function keyText(key: string, schema: JsonSchema, place: CursorPlace, { text, offset }: Scene): string {
  const rest = text.slice(offset).split("\n", 1)[0] ?? "";
  if (/^["']?\s*:/.test(rest)) return key;
  if (place.quote) return rest.startsWith(place.quote) ? key : `${key}${place.quote}: `;
  if (place.style === "flow" || rest.trim() !== "") return `${key}: `;
  const deeper = `\n${" ".repeat(columnOf(text, place.from) + 2)}`;
  if (schema.type === "object" && (schema.properties ?? schema.additionalProperties)) return `${key}:${deeper}`;
  if (schema.type === "array" && key !== "tags" && key !== "depends_on") return `${key}:${deeper}- `;
  return `${key}: `;
}

const columnOf = (text: string, offset: number): number => offset - text.lastIndexOf("\n", offset - 1) - 1;

function values(place: CursorPlace, scene: Scene): Suggestion[] {
  const { outline, step, knowledge } = scene;
  const { path } = place;
  const key = path.at(-1);
  if (path[0] === "steps" && path.length === 3 && key === "tool") {
    const tools = [...new Set(knowledge.operations.map(({ tool }) => tool))];
    return tools.map((label) => ({ label, kind: "tool", detail: operationsOf(knowledge, label) }));
  }
  if (path[0] === "steps" && path.length === 3 && key === "operation") {
    const fitting = knowledge.operations.filter(({ tool }) => step?.tool === null || tool === step?.tool);
    return fitting.map(({ operation, tool, summary }) => ({
      label: operation,
      kind: "tool",
      detail: tool,
      info: summary,
    }));
  }
  if (path[0] === "steps" && namesStep(path)) {
    const others = outline.steps.filter(({ index }) => index !== step?.index);
    const found = others.map(({ id, name }): Suggestion => ({ label: id, kind: "step", detail: name ?? undefined }));
    return key === "goto" ? [...found, { label: "end", kind: "step", detail: "ends the chain" }] : found;
  }
  if (path[0] === "schedule" && key === "timezone") {
    return Intl.supportedValuesOf("timeZone").map((label) => ({ label, kind: "value" }));
  }
  return schemaValues(schemasAt(path, scene));
}

/** Whether the value at a path below `steps` is the id of a step. */
function namesStep([, , key, ...rest]: Path): boolean {
  if (key === "depends_on") return rest.length === 1 || (rest.length === 2 && rest[1] === "step");
  if (key === "next" || key === "next_step_logic") return rest.length === 2 && rest[1] === "goto";
  return (key === "alternative" || key === "compensate") && rest.length === 0;
}

const operationsOf = ({ operations }: EditorKnowledge, tool: string): string =>
  operations
    .filter((one) => one.tool === tool)
    .map(({ operation }) => operation)
    .join(", ");

function schemaValues(schemas: readonly Located[]): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const { schema } of schemas) {
    for (const label of schema.type === "boolean" ? ["true", "false"] : wordsOf(schema)) {
      const detail = schema.default !== undefined && String(schema.default) === label ? "default" : undefined;
      found.set(label, { label, kind: "value", detail });
    }
  }
  return [...found.values()];
}
