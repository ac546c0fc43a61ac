import type { Liquid } from "liquidjs";

/**
 * What templates may use. Left out: everything that reads files, loops, draws at random, evaluates text as a template,
 * or takes more than linear time on long texts.
 */
export const FILTERS = [
  ...[
    "abs",
    "at_least",
    "at_most",
    "ceil",
    "divided_by",
    "floor",
    "minus",
    "modulo",
    "plus",
    "round",
    "times",
    "to_integer",
  ],
  ...["append", "capitalize", "downcase", "escape", "escape_once", "lstrip", "number_of_words", "prepend", "remove"],
  ...["remove_first", "remove_last", "replace", "replace_first", "replace_last", "rstrip", "slice", "slugify", "split"],
  ...["squish", "strip", "strip_newlines", "truncate", "truncatewords", "upcase", "newline_to_br"],
  ...[
    "url_decode",
    "url_encode",
    "uri_escape",
    "cgi_escape",
    "base64_encode",
    "base64_decode",
    "sha256",
    "hmac_sha256",
  ],
  ...[
    "compact",
    "concat",
    "find",
    "find_index",
    "first",
    "group_by",
    "has",
    "join",
    "last",
    "map",
    "pop",
    "push",
    "reject",
  ],
  ...[
    "reverse",
    "shift",
    "size",
    "sort",
    "sort_natural",
    "sum",
    "uniq",
    "unshift",
    "where",
    "array_to_sentence_string",
  ],
  ...["date", "date_to_xmlschema", "date_to_rfc822", "date_to_string", "date_to_long_string"],
  ...["default", "json", "jsonify"],
] as const;

export const TAGS = ["if", "unless", "case", "assign", "capture", "comment", "raw", "#"] as const;

/** Removes every filter and tag that is not on the lists, and replaces those whose patterns are slow. */
export function restrict(liquid: Liquid): void {
  const filters = new Set<string>(FILTERS);
  for (const name of Object.keys(liquid.filters)) if (!filters.has(name)) liquid.unregisterFilter(name);
  const tags = new Set<string>(TAGS);
  for (const name of Object.keys(liquid.tags)) if (!tags.has(name)) delete liquid.tags[name];
  liquid.registerFilter("strip", (value: unknown) => textOf(value).trim());
  liquid.registerFilter("lstrip", (value: unknown) => textOf(value).trimStart());
  liquid.registerFilter("rstrip", (value: unknown) => textOf(value).trimEnd());
}

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
