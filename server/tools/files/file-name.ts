const MAX_NAME_BYTES = 200;
const MAX_DEPTH = 8;

/** A name that cannot be used for a file; the message says why. */
export class BadFileName extends Error {
  override name = "BadFileName";
}

/**
 * The parts of a relative path, `/` or `\` between them, in one Unicode form.
 * @throws BadFileName for anything that could lead out of the folder or that some system cannot store.
 */
export function parseFileName(name: string): string[] {
  const parts = name
    .normalize("NFC")
    .split(/[/\\]/)
    .filter((part, index) => !(part === "." && index === 0));
  if (/^([/\\]|[a-z]:)/i.test(name)) throw new BadFileName(`"${name}" has to be relative, such as report.txt.`);
  if (parts.length > MAX_DEPTH) throw new BadFileName(`"${name}" has more than ${MAX_DEPTH} folders.`);
  for (const part of parts) checkPart(name, part);
  return parts;
}

function checkPart(name: string, part: string): void {
  if (part === "") throw new BadFileName(`"${name}" has an empty part.`);
  if (part === "." || part === "..") throw new BadFileName(`"${name}" may not contain "${part}".`);
  if (/\p{Cc}/u.test(part))
    throw new BadFileName(`"${JSON.stringify(name).slice(1, -1)}" contains control characters.`);
  if (/[<>:"|?*]/.test(part)) throw new BadFileName(`"${name}" may not contain any of < > : " | ? *`);
  if (Buffer.byteLength(part) > MAX_NAME_BYTES) throw new BadFileName(`"${part.slice(0, 40)}..." is too long.`);
}

/** A name of our own from any text, for screenshots and downloads. */
export function safeFileName(text: string, fallback: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 60);
  return plain === "" ? fallback : plain;
}
