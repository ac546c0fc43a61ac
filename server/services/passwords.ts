import { hash, verify } from "@node-rs/argon2";

/** A check costs about 30 ms of a core and 19 MiB: more at once would make everybody wait. */
const MAX_PARALLEL = 4;
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;

let running = 0;
const waiting: (() => void)[] = [];

/** argon2id with the library's defaults, which are OWASP's. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(password));
}

/** Whether the password fits the hash. Null as hash takes as long as any other and is never right. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await limited(() => verify(stored ?? DUMMY, password.slice(0, MAX_PASSWORD)));
  return stored !== null && fits;
}

/** The hash of nobody's password, with the same cost. */
const DUMMY = "$argon2id$v=19$m=19456,t=2,p=1$ZcsJ91PpINeYQN1o5hPDWA$vMgYb027Hf54x2stIWxbdMMKuQPU3WKOvCAzFsDZLxU";

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_PARALLEL) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
