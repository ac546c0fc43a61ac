"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { PersonEvent } from "@/server/core/browser/hands";
import { keyEvent, pagePoint } from "./surface-events";

const TWICE_MS = 600;
const SURFACE = "relative w-full overflow-hidden bg-white select-none focus-visible:outline-none";
const BUTTONS = ["left", "middle", "right"] as const;

export interface LiveSurfaceProps {
  source: string | null;
  /** Of the page in CSS pixels. */
  page: { width: number; height: number };
  alt: string;
  /** The person has the browser: what they do here goes to the page. */
  mine: boolean;
  onAct(event: PersonEvent): void;
  /** Escape was pressed twice. */
  onLeave(): void;
}

/** The picture of the page; in the hands of a person also its screen and keyboard. */
export function LiveSurface({ source, page, alt, mine, onAct, onLeave }: LiveSurfaceProps) {
  const box = useRef<HTMLDivElement>(null);
  const escapedAt = useRef(0);
  useWheel(box, mine, (event) => onAct({ type: "wheel", ...placeOf(event), dx: event.deltaX, dy: event.deltaY }));

  const ratio = { aspectRatio: `${page.width} / ${page.height}` };
  const placeOf = (event: { clientX: number; clientY: number }) =>
    pagePoint(event, box.current?.getBoundingClientRect() ?? new DOMRect(), page);

  const pointer = (type: "move" | "down" | "up") => (event: PointerEvent) => {
    if (type === "move" && event.pointerType === "touch") return;
    if (type === "down") {
      event.preventDefault();
      // Scrolling now would move the picture away below the pointer.
      box.current?.focus({ preventScroll: true });
      box.current?.setPointerCapture(event.pointerId);
    }
    const button = type === "move" ? {} : { button: BUTTONS[event.button] ?? "left" };
    onAct({ type, ...placeOf(event), ...button });
  };

  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const pastes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
    if (pastes) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      const now = performance.now();
      if (now - escapedAt.current < TWICE_MS) return onLeave();
      escapedAt.current = now;
    }
    const done = keyEvent(event);
    if (done) onAct(done);
  };

  if (!mine) {
    return (
      <div role="img" aria-label={alt} className={SURFACE} style={ratio}>
        <Picture source={source} />
      </div>
    );
  }
  return (
    <div
      ref={box}
      role="application"
      aria-label={alt}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: in somebody's hands it takes keys
      tabIndex={0}
      onPointerDown={pointer("down")}
      onPointerMove={pointer("move")}
      onPointerUp={pointer("up")}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={key}
      onPaste={(event) => {
        const text = event.clipboardData.getData("text/plain").slice(0, 2_000);
        if (text !== "") onAct({ type: "text", text });
      }}
      className={cn(SURFACE, "cursor-crosshair touch-none")}
      style={ratio}
    >
      <Picture source={source} />
    </div>
  );
}

function Picture({ source }: { source: string | null }) {
  if (source) {
    // biome-ignore lint/performance/noImgElement: a picture that changes several times a second
    return <img src={source} alt="" draggable={false} className="pointer-events-none block size-full" />;
  }
  return (
    <span className="absolute inset-0 flex items-center justify-center text-12 text-neutral-500">
      Waiting for the first picture
    </span>
  );
}

/** The page around must not scroll along, and React's own listener cannot prevent that. */
function useWheel(
  box: { readonly current: HTMLElement | null },
  active: boolean,
  onWheel: (event: WheelEvent) => void,
) {
  const handler = useRef(onWheel);
  useEffect(() => {
    handler.current = onWheel;
  });
  useEffect(() => {
    const element = box.current;
    if (!element || !active) return;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      handler.current(event);
    };
    element.addEventListener("wheel", listen, { passive: false });
    return () => element.removeEventListener("wheel", listen);
  }, [box, active]);
}
