/**
 * Whether a request comes from a page of this server. Browsers send `Origin` with everything that changes something; a missing
 * one, and `null`, are refused where a cookie would give power.
 */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  if (!origin || origin === "null" || !host) return false;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
