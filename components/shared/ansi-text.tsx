import Anser from "anser";
import { cn } from "@/components/ui/cn";

/** What terminals may say is shown as text with colours; nothing of it becomes markup. */
const ESCAPE = "\u001b";
const BELL = "\u0007";

/** The colour names of a terminal, in the colours of the page. */
const COLOURS: Record<string, string> = {
  "ansi-red": "text-failed",
  "ansi-bright-red": "text-failed",
  "ansi-green": "text-succeeded",
  "ansi-bright-green": "text-succeeded",
  "ansi-yellow": "text-waiting",
  "ansi-bright-yellow": "text-waiting",
  "ansi-blue": "text-live",
  "ansi-bright-blue": "text-live",
  "ansi-cyan": "text-live",
  "ansi-bright-cyan": "text-live",
  "ansi-magenta": "text-code-template",
  "ansi-bright-magenta": "text-code-template",
  "ansi-black": "text-muted-foreground",
  "ansi-bright-black": "text-muted-foreground",
};
const DECORATIONS: Record<string, string> = {
  bold: "font-semibold",
  dim: "text-muted-foreground",
  italic: "italic",
  underline: "underline",
  strikethrough: "line-through",
};

/** A line that may hold colours of a terminal. */
export function AnsiText({ text }: { text: string }) {
  if (!text.includes(ESCAPE)) return text;
  return Anser.ansiToJson(text, { json: true, remove_empty: true, use_classes: true }).map(
    ({ content, fg, decorations }, index) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the line
        key={index}
        className={cn(COLOURS[fg], ...decorations.map((name) => DECORATIONS[name]))}
      >
        {plain(content)}
      </span>
    ),
  );
}

/** Sequences of a terminal (CSI, OSC, others), then lone control characters; tabs and line ends stay. */
const CONTROLS = new RegExp(
  String.raw`${ESCAPE}(?:\[[0-?]*[ -\/]*[@-~]|\][^\p{Cc}]*(?:${BELL}|${ESCAPE}\\)?|.)?|(?![\t\n])\p{Cc}`,
  "gu",
);

/** Without the controls of a terminal: for search, copies and files. */
export const plain = (text: string): string => text.replace(CONTROLS, "");
