"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { MAIN_DESTINATIONS, OTHER_DESTINATIONS } from "./navigation";
import type { ShellControls } from "./shell-context";

const GO_WITHIN_MS = 1500;

/** Keys that work on every page. Single letters are left alone while somebody types. */
export function useShortcuts(controls: ShellControls): void {
  const router = useRouter();
  useEffect(() => {
    let wentAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        controls.openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "?") controls.openShortcuts();
      else if (event.key === "/") focusSearch(event);
      else if (event.key === "g") wentAt = Date.now();
      else if (Date.now() - wentAt < GO_WITHIN_MS) {
        wentAt = 0;
        const target = [...MAIN_DESTINATIONS, ...OTHER_DESTINATIONS].find(({ key }) => key === event.key);
        if (target) router.push(target.href);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [controls, router]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) ||
      target.closest("[role=dialog], [role=menu]") !== null)
  );
}

function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>("input[data-page-search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}
