/**
 * Sign-in with next-auth: the cookie is a token that names a row of `sessions`, and that row is asked for at every request.
 * Revoking it, or disabling its person, ends the session at once.
 */

import { headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import { getServerSession } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { AppError } from "../errors";
import type { Actor } from "../services/actor";
import { webApp } from "./app";

declare module "next-auth" {
  interface Session {
    sessionId: string;
  }
  interface User {
    sessionId: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}

const MONTH_SECONDS = 30 * 86_400;

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: MONTH_SECONDS },
  pages: { signIn: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(credentials, request) {
        if (!credentials) return null;
        const { services } = await webApp();
        const headers = request.headers ?? {};
        try {
          const { sessionId, user } = await services.accounts.signIn(
            credentials.email ?? "",
            credentials.password ?? "",
            {
              address: clientAddress(headers),
              userAgent: headers["user-agent"] ?? null,
            },
          );
          return { ...user, sessionId };
        } catch (error) {
          // The message of an expected refusal is for the form; next-auth hands it over as it is.
          if (error instanceof AppError) throw new Error(error.message);
          throw error;
        }
      },
    }),
  ],
  callbacks: {
    async jwt({ token, user }) {
      if (user) return { ...token, sessionId: user.sessionId };
      const { services } = await webApp();
      const actor = token.sessionId ? await services.accounts.actorOf(token.sessionId) : null;
      // next-auth answers an error here with no session and an emptied cookie.
      if (!actor) throw new AppError("unauthenticated", "This session has ended.");
      return token;
    },
    session({ session, token }) {
      return { ...session, sessionId: token.sessionId ?? "" };
    },
  },
  events: {
    async signOut({ token }) {
      if (!token?.sessionId || !token.sub) return;
      const { services } = await webApp();
      await services.accounts.signOut(token.sessionId, token.sub);
    },
  },
  // Ended sessions are no errors of the server.
  logger: { error: () => {}, warn: () => {}, debug: () => {} },
};

/** Who sends the current request; null: nobody is signed in. */
export async function currentActor(): Promise<Extract<Actor, { type: "user" }> | null> {
  const session = await getServerSession(authOptions).catch(() => null);
  if (!session?.sessionId) return null;
  const { services } = await webApp();
  const actor = await services.accounts.actorOf(session.sessionId);
  return actor && { ...actor, address: await requestAddress() };
}

/** Where the request that is being answered came from. */
export const requestAddress = async (): Promise<string> => clientAddress(Object.fromEntries(await headers()));

function clientAddress(headers: Record<string, string>): string {
  return headers["x-forwarded-for"]?.split(",").at(-1)?.trim() || "direct";
}
