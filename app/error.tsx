"use client";

import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

/** A page that broke. The digest finds the entry in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className="grid min-h-[60dvh] place-content-center">
      <Empty title="This page could not be shown" action={<Button onClick={reset}>Try again</Button>}>
        {error.digest
          ? `The server's log has the cause under ${error.digest}.`
          : "Your data is not affected. The browser's console has the cause."}
      </Empty>
    </main>
  );
}
