"use client";

import { CircleCheck, Info, LoaderCircle, OctagonX, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Messages at the bottom right, for 6 seconds. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      duration={6000}
      gap={8}
      icons={{
        success: <CircleCheck className="size-4 text-succeeded" aria-hidden />,
        error: <OctagonX className="size-4 text-failed" aria-hidden />,
        warning: <TriangleAlert className="size-4 text-waiting" aria-hidden />,
        info: <Info className="size-4 text-foreground-2" aria-hidden />,
        loading: <LoaderCircle className="turns size-4 text-live" aria-hidden />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "flex w-[360px] max-w-full items-start gap-2.5 rounded-lg bg-popover p-3 font-sans text-13 shadow-pop",
          title: "font-medium",
          description: "text-12 text-muted-foreground",
          content: "min-w-0 flex-1",
          icon: "mt-0.5",
          actionButton:
            "h-7 rounded-md border border-border-strong bg-card px-2.5 text-12 font-medium hover:border-input hover:bg-muted",
        },
      }}
    />
  );
}
