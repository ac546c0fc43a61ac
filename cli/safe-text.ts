/** Text from definitions, tools and pages without what could steer a terminal: escape sequences and control characters. */
export function safeText(text: string): string {
  let safe = "";
  for (const character of text.replace(/\s+/g, " ")) {
    const code = character.codePointAt(0) ?? 0;
    const isControl =
      code < 32 ||
      (code >= 127 && code < 160) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069);
    if (!isControl) safe += character;
  }
  return safe;
}

/** At most `width` characters, the last one an ellipsis when something was cut. */
export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
