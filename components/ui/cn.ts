import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// The type scale is named by its size; without this, `text-13` would count as a colour and swallow `text-failed`.
const merge = extendTailwindMerge({ extend: { theme: { text: ["11", "12", "13", "14", "16", "20", "26"] } } });

/** Joins class names; of two that set the same thing the later one stays. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs));
}
