import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, Suspense } from "react";
import { LiveProvider } from "@/components/live/provider";
import { SessionGate } from "@/components/session/session";
import { AppShell } from "@/components/shell/app-shell";
import { ApiProvider } from "@/components/trpc/provider";
import { TooltipProvider } from "@/components/ui/tooltip";

/** Pages of a signed-in person. */
export default function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <ApiProvider>
      <NuqsAdapter>
        <TooltipProvider delayDuration={300}>
          <SessionGate>
            <LiveProvider>
              <AppShell>
                <Suspense>{children}</Suspense>
              </AppShell>
            </LiveProvider>
          </SessionGate>
        </TooltipProvider>
      </NuqsAdapter>
    </ApiProvider>
  );
}
