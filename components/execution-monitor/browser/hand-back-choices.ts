import type { HandBack } from "@/server/core/browser/hands";
import type { BrowserView } from "@/server/services/browser-views";

const FAILED = "after a failure: ";

/** What can be done next, as the step stands. Between steps there is nothing to choose. */
export function handBackChoices({
  paused,
  nextAction,
}: Pick<BrowserView, "paused" | "nextAction">): { value: HandBack; title: string; hint: string | null }[] {
  if (!paused) return [{ value: "continue", title: "Go on with the next step", hint: null }];
  const failed = nextAction?.startsWith(FAILED) ? nextAction.slice(FAILED.length) : null;
  return [
    {
      value: "continue",
      title: "Go on with the next action",
      hint: failed === null ? nextAction : `As if this had worked: ${failed}`,
    },
    {
      value: "retry",
      title: failed === null ? "Do the last action again" : "Try the action again",
      hint: failed,
    },
    { value: "fail", title: "Let the step fail", hint: "Its error policy decides what happens then" },
  ];
}
