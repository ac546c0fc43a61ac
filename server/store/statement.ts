import type { Row } from "postgres";
import type { Sql } from "../../db/client";

/** A piece of a statement, ready to be put into another one. */
export class Piece {
  constructor(readonly text: string) {}
}

/**
 * A statement that is put together from pieces. The driver has this too, but makes a promise of every piece: with the dozens
 * that a flush has, that took longer than to write it.
 */
export class Statement {
  private readonly parameters: (string | number | string[] | null)[] = [];

  /** Values become parameters; pieces become part of the text. */
  sql(strings: TemplateStringsArray, ...values: (Piece | string | number | string[] | null)[]): Piece {
    let text = strings[0] ?? "";
    values.forEach((value, index) => {
      text += value instanceof Piece ? value.text : this.parameter(value);
      text += strings[index + 1] ?? "";
    });
    return new Piece(text);
  }

  /** Runs a piece that holds everything; prepared, since the same texts come again and again. */
  async run<Result extends Row>(sql: Sql, piece: Piece): Promise<Result[]> {
    return [...(await sql.unsafe<Result[]>(piece.text, this.parameters, { prepare: true }))];
  }

  private parameter(value: string | number | string[] | null): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }
}

/** A name or a keyword, never a value. */
export const raw = (text: string): Piece => new Piece(text);

export type ArrayType = "text" | "int" | "float8" | "uuid" | "bigint";

/**
 * A list of texts that are never empty and have no line breaks, such as ids and JSON: one line each, an empty one for null. Nothing
 * in it has to be quoted and read back. Null when there are none, since a text without lines is one empty line.
 */
export function lines(statement: Statement, values: readonly (string | null)[]): Piece {
  const text = values.length === 0 ? null : values.join("\n");
  return statement.sql`unnest(string_to_array(${text}::text, ${raw("E'\\n'")}, ''))`;
}

/** A list as one parameter. Written as text at once, as the driver would write it element by element. */
export function array(statement: Statement, type: ArrayType, values: readonly (string | number | null)[]): Piece {
  return list(statement, type, values.map(element));
}

/** The same, of values that are written as elements already. */
export function list(statement: Statement, type: ArrayType, elements: readonly string[]): Piece {
  return statement.sql`${`{${elements.join(",")}}`}::${raw(type)}[]`;
}

const NEEDS_ESCAPE = /["\\]/;

/** A value as it stands in the text of an array. */
export function element(value: string | number | null): string {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  return NEEDS_ESCAPE.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}
