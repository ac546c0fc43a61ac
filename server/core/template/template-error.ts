/** A template that cannot be read or evaluated. The message is for people and names what exists. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly details: {
      /** The template or expression as written. */
      template: string;
      /** The name that does not exist, when that is what is wrong. */
      unknown?: string;
      /** Names that exist in its place. */
      existing?: string[];
      suggestion?: string;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.name = "TemplateError";
  }
}

/** A template in a message: on one line, not too long. */
export function quoteTemplate(template: string): string {
  const line = template.slice(0, 1_000).replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
