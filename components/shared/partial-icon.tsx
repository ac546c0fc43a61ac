import { createLucideIcon } from "lucide-react";

/** A check in an open ring with an exclamation mark in the gap: it went well, but not everywhere. */
export const PartialIcon = createLucideIcon("succeeded-with-errors", [
  ["path", { d: "M20.5 9.2a9 9 0 1 1-5.7-5.7", key: "ring" }],
  ["path", { d: "m8.5 12.5 2.5 2.5 4.5-5", key: "check" }],
  ["path", { d: "M20 3v2.2M20 8.4v.1", strokeWidth: "2.6", key: "mark" }],
]);
