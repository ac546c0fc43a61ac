/** Where a text in quotes ends: the offset behind the closing quote, or -1 when it is missing. */
export function endOfQuoted(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return -1;
}

/** The text that a scalar stands for, with or without quotes. */
export function decodeScalar(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  if (!written.startsWith('"')) return written;
  try {
    const value: unknown = JSON.parse(written.replace(/\s*\n\s*/g, " "));
    return typeof value === "string" ? value : written;
  } catch {
    return written.slice(1, -1);
  }
}
