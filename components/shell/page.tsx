import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The main area of an ordinary page: scrolls with the window. */
export function Page({ children, narrow, className }: { children: ReactNode; narrow?: boolean; className?: string }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={cn(
        "w-full min-w-0 px-6 pt-6 pb-10 outline-none max-md:px-3 max-md:pt-4 max-md:pb-8",
        narrow && "max-w-[1120px]",
        className,
      )}
    >
      {children}
    </main>
  );
}

export interface PageHeadProps {
  title: ReactNode;
  /** One line below the title. */
  about?: ReactNode;
  /** At the right; on a phone below, filling the width. */
  actions?: ReactNode;
}

export function PageHead({ title, about, actions }: PageHeadProps) {
  return (
    <div className="mb-5 flex items-start gap-4 max-md:mb-4 max-md:flex-wrap max-md:gap-3">
      <div className="min-w-0">
        <h1 className="text-20 font-semibold tracking-[-0.015em]">{title}</h1>
        {about ? <p className="text-13 text-muted-foreground">{about}</p> : null}
      </div>
      {actions ? (
        <div className="ml-auto flex flex-none gap-2 max-md:ml-0 max-md:w-full max-md:flex-wrap max-md:[&>*]:flex-1">
          {actions}
        </div>
      ) : null}
    </div>
  );
}
