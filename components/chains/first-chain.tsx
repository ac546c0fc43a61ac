import { type LucideIcon, Plus } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";

/** The page of chains before there is one: what a chain is, and where to begin. */
export function FirstChain() {
  return (
    <div className="mx-auto my-6 max-w-[880px]">
      <div className="isolate mb-5 flex items-center" aria-hidden>
        {["live", "next", "last"].map((link, index) => (
          <i
            key={link}
            className={cn(
              "relative h-6 w-[58px] rounded-full border-4 bg-background",
              index === 0 ? "border-live-solid" : "-ml-2.5 border-border-strong",
              index === 1 && "-z-1",
            )}
          />
        ))}
      </div>
      <h1 className="text-20 font-semibold tracking-[-0.015em]">No chain yet</h1>
      <p className="mt-1 mb-5 max-w-[540px] text-14 text-foreground-2">
        A chain is a list of steps that runs by itself: open a page, call a tool, wait, tell somebody. It survives
        restarts, and you watch it while it works.
      </p>
      <Card>
        <Option
          icon={Plus}
          title="Build your own"
          text="Written as text with completion; the graph grows beside it. Nothing runs before you say so."
          action={
            <Button asChild variant="primary">
              <Link href="/chains/new">New chain</Link>
            </Button>
          }
        />
      </Card>
      <p className="mt-4 text-13 text-muted-foreground">
        Among its starting points are sample chains that drive the built-in demo shop: they run as they are, no key
        needed.
      </p>
    </div>
  );
}

interface OptionProps {
  icon: LucideIcon;
  title: string;
  text: string;
  action: React.ReactNode;
}

function Option({ icon: Icon, title, text, action }: OptionProps) {
  return (
    <div className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-4 border-b p-4 last:border-b-0 max-md:grid-cols-[40px_minmax(0,1fr)] max-md:[&>:last-child]:col-span-2">
      <span className="grid size-10 place-items-center rounded-lg border bg-muted text-foreground-2">
        <Icon className="size-4" aria-hidden />
      </span>
      <span>
        <b className="block text-14 font-medium">{title}</b>
        <span className="text-13 text-muted-foreground">{text}</span>
      </span>
      {action}
    </div>
  );
}
