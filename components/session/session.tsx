"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useTRPC } from "@/components/trpc/client";
import { errorCode } from "@/components/trpc/error";

export interface Me {
  id: string;
  name: string;
  email: string;
  role: "admin" | "user";
  /** The place that steps mean by "home". */
  home: { name: string; latitude: number; longitude: number } | null;
}

const SessionContext = createContext<Me | null>(null);

/** Who is signed in. Sends everyone else to the sign-in page; the server refuses their requests in any case. */
export function SessionGate({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const router = useRouter();
  const pathname = usePathname();
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 60_000 });
  const signedOut = errorCode(me.error) === "UNAUTHORIZED";
  useEffect(() => {
    if (signedOut) router.replace(`/sign-in?next=${encodeURIComponent(pathname)}`);
  }, [signedOut, router, pathname]);
  if (signedOut) return null;
  return <SessionContext value={me.data ?? null}>{children}</SessionContext>;
}

/** The signed-in person; null until the server has answered. */
export function useMe(): Me | null {
  return useContext(SessionContext);
}
