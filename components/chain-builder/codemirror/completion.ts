import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { completionsAt } from "../complete/complete";
import type { EditorKnowledge } from "../complete/knowledge";
import type { Suggestion } from "../complete/suggestion";

/** Completion of keys, words, tools and names. Opens by itself where something is expected, or with Ctrl-Space. */
export function completion(knowledge: EditorKnowledge): Extension {
  return [
    autocompletion({
      override: [(context) => complete(context, knowledge)],
      icons: false,
      activateOnTypingDelay: 60,
      defaultKeymap: false,
    }),
    keymap.of(completionKeymap),
  ];
}

function complete(context: CompletionContext, knowledge: EditorKnowledge): CompletionResult | null {
  const found = completionsAt(context.state.doc.toString(), context.pos, knowledge);
  if (!found) return null;
  const empty = found.from === context.pos;
  const keys = found.options.some(({ kind }) => kind === "key");
  // A new line is not a question: all keys at once would be in the way.
  if (empty && keys && !context.explicit) return null;
  return {
    from: found.from,
    options: found.options.map((option, index) => toCompletion(option, -index / 100)),
    validFor: found.validFor,
  };
}

function toCompletion({ label, detail, info, insert }: Suggestion, boost: number): Completion {
  return {
    label,
    detail,
    info,
    boost: Math.max(-99, boost),
    apply: insert === undefined ? undefined : (view, _completion, from, to) => write(view, { from, to, insert }),
  };
}

/** After a key its values are offered at once. */
function write(view: EditorView, change: { from: number; to: number; insert: string }): void {
  view.dispatch({
    changes: change,
    selection: { anchor: change.from + change.insert.length },
    scrollIntoView: true,
    userEvent: "input.complete",
  });
  if (/[:\n-]\s*$/.test(change.insert)) setTimeout(() => startCompletion(view), 0);
}
