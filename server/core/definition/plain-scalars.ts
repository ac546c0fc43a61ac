/**
 * What a plain word of YAML means, by the core schema:
 *
 * | written | is |
 * | --- | --- |
 * | nothing, `~`, `null` | null |
 * | `true`, `false` | a boolean |
 * | `12`, `-3`, `0o17`, `0x1F` | a whole number |
 * | `1.5`, `1e3`, `.inf`, `.nan` | a number |
 * | anything else | a text |
 *
 * Source: YAML 1.2.2, section 10.3.2.
 */
export function plainScalar(written: string): string | number | boolean | null {
  if (written === "") return null;
  return MAY_BE_MORE.test(written) ? special(written) : written;
}

/** How what is no text begins. */
const MAY_BE_MORE = /^[-+.0-9~nNtTfF]/;
const NULL = /^(?:~|null|Null|NULL)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const OCTAL_OR_HEXADECIMAL = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

function special(written: string): string | number | boolean | null {
  if (DECIMAL.test(written) || OCTAL_OR_HEXADECIMAL.test(written)) return Number(written);
  if (NULL.test(written)) return null;
  if (TRUE.test(written)) return true;
  if (FALSE.test(written)) return false;
  if (INFINITE.test(written)) return written.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return NOT_A_NUMBER.test(written) ? Number.NaN : written;
}
