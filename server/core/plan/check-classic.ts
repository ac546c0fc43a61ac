import { nearest } from "../validation/nearest";

const WHOLE = /^\{([A-Za-z_][A-Za-z0-9_-]*)(?:\.[A-Za-z0-9_-]+|\[\d+\])*\}$/;

export interface ClassicMiss {
  written: string;
  meant: string;
  message: string;
}

/**
 * A text that is only `{name}` stays text when nobody has that name. When a name is nearly that, it is rather a slip:
 * worth a warning, never an error, since the text may be meant.
 */
export function classicMiss(text: string, knownKeys: ReadonlySet<string>): ClassicMiss | null {
  const written = WHOLE.exec(text)?.[1];
  const meant = written === undefined || knownKeys.has(written) ? undefined : nearest(written, knownKeys);
  if (written === undefined || meant === undefined) return null;
  return {
    written,
    meant,
    message: `\`${text}\` stays text, because there is no name "${written}". Did you mean "${meant}"?`,
  };
}
