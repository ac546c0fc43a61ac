export const MIN_PASSWORD_LENGTH = 12;

export interface PasswordStrength {
  /** 0 to 4, for the meter. */
  score: number;
  words: string;
}

/** A rough guide while one types: length counts most, then how many different characters there are. */
export function passwordStrength(password: string): PasswordStrength {
  const length = [...password].length;
  const different = new Set(password).size;
  if (length === 0) return { score: 0, words: `At least ${MIN_PASSWORD_LENGTH} characters.` };
  const count = `${length} ${length === 1 ? "character" : "characters"}`;
  if (length < MIN_PASSWORD_LENGTH) return { score: 1, words: `${count}. At least ${MIN_PASSWORD_LENGTH}.` };
  if (different < 6) return { score: 1, words: `${count}, but few different ones.` };
  if (length < 14 || different < 8) return { score: 2, words: `${count}, fair.` };
  return length < 18 ? { score: 3, words: `${count}, strong.` } : { score: 4, words: `${count}, very strong.` };
}
