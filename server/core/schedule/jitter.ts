const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * How much later than its moment a run starts, in milliseconds from 0 up to, not including, `jitterSeconds`. The same moment of the
 * same chain is always delayed by the same time, so another process that looks again comes to the same start.
 *
 * The hash is FNV-1a, 32 bits (RFC 9923).
 */
export function jitterOf(chainId: string, fireAt: number, jitterSeconds: number): number {
  if (jitterSeconds <= 0) return 0;
  let hash = FNV_OFFSET;
  for (const char of `${chainId}:${fireAt}`) hash = Math.imul(hash ^ char.charCodeAt(0), FNV_PRIME) >>> 0;
  return hash % (jitterSeconds * 1000);
}
