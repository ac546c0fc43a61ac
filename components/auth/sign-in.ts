import { signIn } from "next-auth/react";

const MISMATCH = "That e-mail and password don't match.";

/** Signs in; null when it worked, else a sentence. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { email, password, redirect: false });
    if (!answer?.error) return answer ? null : "The server did not answer. Try again.";
    return answer.error === "CredentialsSignin" ? MISMATCH : answer.error;
  } catch {
    return "The server did not answer. Check that it runs, then try again.";
  }
}

/** Where to go afterwards: only paths of this server, never another address. */
export function safeNext(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return "/chains";
  try {
    const base = "http://localhost";
    const url = new URL(next, base);
    return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : "/chains";
  } catch {
    return "/chains";
  }
}
