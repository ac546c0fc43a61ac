import type { ChainDefinition } from "./definition";
import type { Diagnostic } from "./diagnostic";
import { type DefinitionDraft, draftFrom } from "./draft";
import { NO_NOTES } from "./notes";
import { readText } from "./read-text";
import { Report, sortDiagnostics } from "./report";
import { SourceMap } from "./source-map";

export type ParseResult =
  | { ok: true; definition: ChainDefinition; source: SourceMap }
  | { ok: false; diagnostics: Diagnostic[] };

/**
 * Reads a chain definition. All errors at once, each with its place; never throws, whatever the text. JSON and YAML go
 * through one parser.
 */
export function parseDefinition(text: string): ParseResult {
  return finish(parseDraft(text));
}

/** The same for data that did not come as text: places are line 0. */
export function parseDefinitionData(value: unknown): ParseResult {
  const source = SourceMap.none();
  return finish(draftFrom(value, source, new Report(source)));
}

/** What could be understood, with everything wrong about it: the compiler goes on from here. */
export function parseDraft(text: string): DefinitionDraft {
  const { data, source, report } = readText(text);
  return data === undefined ? { definition: null, source, report, notes: NO_NOTES } : draftFrom(data, source, report);
}

function finish({ definition, source, report }: DefinitionDraft): ParseResult {
  if (definition === null || report.hasErrors) return { ok: false, diagnostics: sortDiagnostics(report.diagnostics) };
  return { ok: true, definition, source };
}
