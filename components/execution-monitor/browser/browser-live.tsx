"use client";

import { ArrowLeft, Hand, Keyboard, RotateCw } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { BrowserView } from "@/server/services/browser-views";
import { useBrowserScene } from "./browser-scene";
import { HandBackChoice } from "./hand-back";
import { LiveSurface } from "./live-surface";
import { useFrame } from "./use-frame";
import { type BrowserHands, useHands } from "./use-hands";

/** An open browser: its page as it is now, and everything that somebody can do with it. */
export function BrowserLive({ executionId, browser }: { executionId: string; browser: BrowserView }) {
  const hands = useHands(executionId, browser.session);
  const source = useFrame(executionId, browser.session, browser.frameNumber);
  const { nextOf, onNext, leave } = useBrowserScene();
  const { hold } = browser;
  const mine = hold?.mine === true && !hold.handedBack && (browser.paused || browser.stepId === null);
  return (
    <div className="flex flex-col gap-3 px-4 pt-3 max-md:px-3">
      <div className={cn("grid gap-4", hold?.mine && "@3xl:grid-cols-[minmax(0,1fr)_230px]")}>
        <div className="flex min-w-0 flex-col gap-2">
          <div
            className={cn(
              "overflow-hidden rounded-lg border border-border-strong bg-card",
              mine && "outline-2 outline-offset-2 outline-live-solid",
            )}
          >
            <Bar browser={browser} mine={mine} hands={hands} />
            <LiveSurface
              source={source}
              page={browser}
              mine={mine}
              alt={`Page of the browser: ${browser.title || browser.url || "nothing yet"}`}
              onAct={hands.act}
              onLeave={() => leave.current?.focus()}
            />
          </div>
          {mine ? <TypeInstead hands={hands} /> : null}
        </div>
        {hold?.mine ? (
          <HandBackChoice
            browser={browser}
            chosen={nextOf(browser.session)}
            onChoose={(next) => onNext(browser.session, next)}
          />
        ) : null}
      </div>
    </div>
  );
}

function Bar({ browser, mine, hands }: { browser: BrowserView; mine: boolean; hands: BrowserHands }) {
  return (
    <div className="flex min-h-9 items-center gap-2 border-b bg-muted px-2 text-12 max-md:flex-wrap max-md:py-1">
      <span className="inline-flex items-center gap-1.5 font-medium text-live">
        {mine ? (
          <Hand className="size-3.5" aria-hidden />
        ) : (
          <span className="size-[7px] rounded-full bg-live-solid" aria-hidden />
        )}
        {mine ? "Yours" : "Live"}
      </span>
      {mine ? (
        <>
          <Button variant="ghost" size="icon-xs" aria-label="Back" onClick={() => hands.act({ type: "back" })}>
            <ArrowLeft />
          </Button>
          <Button variant="ghost" size="icon-xs" aria-label="Load again" onClick={() => hands.act({ type: "reload" })}>
            <RotateCw />
          </Button>
          <Address key={browser.url} url={browser.url ?? ""} onOpen={(url) => hands.act({ type: "navigate", url })} />
        </>
      ) : (
        <span className="min-w-0 flex-1 truncate rounded-[5px] border bg-card px-2 font-mono leading-[22px] text-foreground-2">
          {browser.url ?? "about:blank"}
        </span>
      )}
    </div>
  );
}

function Address({ url, onOpen }: { url: string; onOpen(url: string): void }) {
  const [text, setText] = useState(url);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim();
    if (typed !== "") onOpen(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`);
  };
  return (
    <form onSubmit={open} className="min-w-0 flex-1">
      <Input
        aria-label="Address of the page"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-6 w-full bg-card px-2 font-mono text-12 max-md:h-8"
      />
    </form>
  );
}

/** For phones, for what has to be pasted, and for ways of writing that need a field of their own. */
function TypeInstead({ hands }: { hands: BrowserHands }) {
  const [text, setText] = useState("");
  return (
    <div className="flex items-center gap-2 text-12 text-muted-foreground max-md:flex-wrap">
      <Keyboard className="size-3.5 flex-none" aria-hidden />
      <span className="min-w-0 flex-1 max-md:basis-full">
        Keys go to the page while it has the focus. <Kbd>Esc</Kbd> twice brings them back here.
      </span>
      <form
        className="flex flex-none items-center gap-2 max-md:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== "") hands.act({ type: "text", text });
          setText("");
        }}
      >
        <Input
          aria-label="Text for the page"
          placeholder="Text for the page"
          autoComplete="off"
          maxLength={2_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-7 w-40 text-12 max-md:h-9 max-md:w-full"
        />
        <Button type="submit" size="sm" disabled={text === ""}>
          Type
        </Button>
      </form>
    </div>
  );
}
