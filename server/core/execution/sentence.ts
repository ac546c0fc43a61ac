/** Tools end their messages as they like; what follows is a sentence of its own. */
export function asSentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}
