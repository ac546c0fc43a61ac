"use client";

import type { BrowserView } from "@/server/services/browser-views";
import { useBrowserScene } from "./browser-scene";
import { HoldBanner } from "./hold-banner";
import { useHands } from "./use-hands";

/** Below the title, whatever of the step is shown: the browsers that somebody has, and the way to hand them back. */
export function HeldBrowsers({ executionId }: { executionId: string }) {
  const { browsers } = useBrowserScene();
  return browsers.map((browser) =>
    browser.hold ? <HeldBrowser key={browser.session} executionId={executionId} browser={browser} /> : null,
  );
}

function HeldBrowser({ executionId, browser }: { executionId: string; browser: BrowserView }) {
  const { nextOf, leave } = useBrowserScene();
  const hands = useHands(executionId, browser.session);
  return (
    <div className="px-5 pb-3 max-md:px-3">
      <HoldBanner
        ref={leave}
        browser={browser}
        busy={hands.busy}
        onExtend={hands.takeOver}
        onHandBack={() => hands.handBack(browser.paused ? nextOf(browser.session) : "continue")}
      />
    </div>
  );
}
