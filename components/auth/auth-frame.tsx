import type { ReactNode } from "react";
import { LogoMark } from "@/components/shared/logo-mark";
import { ChainDecoration } from "./chain-decoration";

export interface AuthFrameProps {
  title: string;
  about: ReactNode;
  children: ReactNode;
}

/** The pages before one is signed in: a form at the left, the chain at the right. */
export function AuthFrame({ title, about, children }: AuthFrameProps) {
  return (
    <div className="grid min-h-dvh bg-card md:grid-cols-2">
      <main id="main" className="flex min-w-0 flex-col px-10 py-8 max-md:px-5 max-md:py-6">
        <p className="flex items-center gap-2 text-14 font-semibold">
          <LogoMark /> Chainwright
        </p>
        <div className="m-auto flex w-full max-w-[400px] flex-col gap-4 py-8">
          <div>
            <h1 className="text-26 font-semibold tracking-[-0.02em]">{title}</h1>
            <p className="mt-1 text-13 text-muted-foreground">{about}</p>
          </div>
          {children}
        </div>
      </main>
      <div className="relative overflow-hidden border-l bg-background max-md:hidden">
        <ChainDecoration />
      </div>
    </div>
  );
}
