import { Liquid, type LiquidOptions, Output, type Template, TokenizationError } from "liquidjs";
import { restrict } from "./filters";
import { Remembered } from "./remembered";
import { quoteTemplate, TemplateError } from "./template-error";

/** Characters. A longer text is a file, not a template. */
const MAX_TEMPLATE = 20_000;

/**
 * The template language, locked down: own properties of plain data only, an allow-list of filters and tags, no files,
 * no loops, limits on length, time and memory. Dates are UTC unless a filter names a zone, so that the same template
 * gives the same text everywhere.
 */
export const TEMPLATE_OPTIONS = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  lenientIf: true,
  parseLimit: MAX_TEMPLATE,
  renderLimit: 200,
  memoryLimit: 1_000_000,
  templates: {},
  cache: false,
  dynamicPartials: false,
  timezoneOffset: 0,
  locale: "en-US",
} satisfies LiquidOptions;

export const MAX_BRACKETS = 30;

/** Makes an engine with the rules above. `outputEscape` is called with every value that becomes part of a text. */
export function createEngine(outputEscape?: (value: unknown) => string): Liquid {
  const liquid = new Liquid({ ...TEMPLATE_OPTIONS, outputEscape });
  restrict(liquid);
  return liquid;
}

const engine = createEngine();

/** Whether a text has anything to evaluate. */
export const isTemplate = (text: string): boolean => text.includes("{{") || text.includes("{%");

/** Parsed templates are only read, and a chain has the same ones each time it runs. */
const parsedBefore = new WeakMap<Liquid, Remembered<Template[]>>();

/** @throws TemplateError when the template cannot be read. */
export function parseTemplate(template: string, liquid: Liquid = engine): Template[] {
  const known = parsedBefore.get(liquid) ?? new Remembered((text) => parse(text, liquid));
  parsedBefore.set(liquid, known);
  return known.of(template);
}

function parse(template: string, liquid: Liquid): Template[] {
  checkLength(template);
  checkBrackets(template);
  let parsed: Template[];
  try {
    parsed = liquid.parse(template);
  } catch (error) {
    throw new TemplateError(`The template "${quoteTemplate(template)}" cannot be read: ${parseProblem(error)}.`, {
      template,
      cause: error,
    });
  }
  for (const part of parsed) if (part instanceof Output) checkExpression(part, template);
  return parsed;
}

/** Before anything looks into it. @throws TemplateError */
export function checkLength(template: string): void {
  if (template.length <= MAX_TEMPLATE) return;
  const length = `longer than ${MAX_TEMPLATE.toLocaleString("en")} characters`;
  const message = `The template "${quoteTemplate(template)}" is ${length}. Move what does not change into a file or a step of its own.`;
  throw new TemplateError(message, { template });
}

/** The parser recurses into brackets; a real template has a few. */
function checkBrackets(template: string): void {
  let depth = 0;
  for (const character of template) {
    if (character === "[") depth++;
    else if (character === "]") depth--;
    if (depth > MAX_BRACKETS) throw new TemplateError("The template has too many nested brackets.", { template });
  }
}

/** The parser passes over operands without operator and operators without operand: `a b`, `a >`. */
function checkExpression(output: Output, template: string): void {
  let operands = 0;
  for (const token of output.value.initial.postfix) {
    const operator = (token as { operator?: string }).operator;
    if (operator === undefined) operands++;
    else operands -= operator === "not" ? 0 : 1;
    if (operands < 1) break;
  }
  if (operands === 1) return;
  const message = `The template "${quoteTemplate(template)}" is no complete expression: compare values with ==, !=, <, >, <=, >= or contains, and join with and, or.`;
  throw new TemplateError(message, { template });
}

function parseProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const short = message.replace(/, (file:.*, )?line:\d+, col:\d+[\s\S]*$/, "").replace(/\.$/, "");
  const filter = /undefined filter: (\S+)/.exec(short)?.[1];
  if (filter !== undefined) return `there is no filter "${filter}"`;
  const tag = /tag "(\S+)" not found/.exec(short)?.[1];
  if (tag !== undefined) return `there is no tag "${tag}"`;
  if (short.includes("call stack")) return "it is nested too deep";
  return error instanceof TokenizationError ? `${short}` : short;
}
