/** The Standard Webhooks scheme: id, time and body, signed with every secret that is valid at the moment. */
import { createHmac } from "node:crypto";

const PREFIX = "whsec_";

/** The headers that let a receiver check who sent a request, and when. `at` is epoch milliseconds. */
export function signatureHeaders(
  id: string,
  at: number,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signed = secrets.map((secret) => {
    const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
    return `v1,${mac}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    ...(signed.length === 0 ? {} : { "webhook-signature": signed.join(" ") }),
  };
}

/** A secret in the form of the scheme is base64; any other text is taken as it is. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), "base64") : Buffer.from(secret, "utf8");
