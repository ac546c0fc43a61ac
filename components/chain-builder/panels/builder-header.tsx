"use client";

import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { plural } from "@/components/shared/format";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { countOf } from "../text/problems";
import type { Check } from "../use-check";

export interface BuilderHeaderProps {
  title: string;
  /** `h2` inside of a window, which has a heading of its own. */
  heading?: "h1" | "h2";
  /** Badges behind the title. */
  badges: ReactNode;
  /** One line below it. */
  about: ReactNode;
  actions: ReactNode;
  check: Check;
  /** Below the line: a bar that asks something. */
  children?: ReactNode;
}

export function BuilderHeader(props: BuilderHeaderProps) {
  const { title, heading: Heading = "h1", badges, about, actions, check, children } = props;
  const errors = countOf(check.problems, "error");
  return (
    <div className="flex-none border-b">
      <div className="flex min-h-[60px] items-center gap-3 px-5 py-2 max-md:flex-wrap max-md:gap-2.5 max-md:px-3 max-md:py-3">
        <div className="min-w-0 flex-1 max-md:basis-full">
          <div className="flex flex-wrap items-center gap-2">
            <Heading className="min-w-0 truncate text-16 leading-[22px] font-semibold">{title}</Heading>
            {badges}
            {errors > 0 ? (
              <span className="s-failed inline-flex h-[22px] flex-none items-center gap-1 rounded-md border border-tone-line bg-tone-soft px-1.5 text-12 font-medium whitespace-nowrap text-tone">
                <OctagonX className="size-3.5" aria-hidden /> {plural(errors, "error")}
              </span>
            ) : null}
          </div>
          <div className="text-12 text-muted-foreground">{about}</div>
        </div>
        <div className="flex flex-none gap-2 max-md:w-full max-md:flex-wrap max-md:[&>*]:flex-1">{actions}</div>
      </div>
      {children}
    </div>
  );
}

/** A word with an icon behind the title. */
export function HeaderBadge({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex h-[22px] flex-none items-center gap-1 rounded-md px-1.5 text-12 whitespace-nowrap text-foreground-2 shadow-[inset_0_0_0_1px_var(--border-strong)] [&_svg]:size-3.5">
      {icon}
      {children}
    </span>
  );
}

/** A button that says why it cannot be pressed. A disabled one takes no focus, so the reason hangs on a frame that does. */
export function ReasonedButton({ why, ...props }: ButtonProps & { why: string | null }) {
  if (why === null) return <Button {...props} />;
  return (
    <Tooltip content={why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} className="relative inline-flex rounded-md max-md:[&>button]:w-full">
        <Button {...props} disabled aria-label={undefined} />
        <span className="sr-only">{why}</span>
      </span>
    </Tooltip>
  );
}

/** Why a text cannot become a version; null: it can. */
export function whyNotSave(check: Check): string | null {
  const errors = countOf(check.problems, "error");
  if (!check.result) return check.unreachable ? "The server does not answer." : "The text is being checked.";
  return errors === 0 ? null : `First mend ${plural(errors, "error")}: F8 goes to the next.`;
}
