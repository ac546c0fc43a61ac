import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { EditorKnowledge } from "../complete/knowledge";
import { languageOf } from "../text/outline";
import { completion } from "./completion";
import { highlighting } from "./highlight";
import { problemDisplay } from "./problem-field";
import { stepLines } from "./step-lines";
import { editorTheme } from "./theme";

const language = new Compartment();
const languageFor = (text: string): Extension => (languageOf(text) === "json" ? json() : yaml());

/** The grammar follows the text: whoever pastes JSON gets JSON. */
const followLanguage = EditorState.transactionExtender.of((transaction) => {
  if (!transaction.docChanged) return null;
  const before = languageOf(transaction.startState.sliceDoc(0, 200));
  const text = transaction.newDoc.sliceString(0, 200);
  return before === languageOf(text) ? null : { effects: language.reconfigure(languageFor(text)) };
});

export interface EditorSetup {
  text: string;
  knowledge: EditorKnowledge;
  /** Id of the sentence that says how to leave the editor by keyboard. */
  describedBy: string;
  onUpdate: (update: { text: string | null; head: number }) => void;
}

/** The first state of the editor. Tab indents; Escape and then Tab leaves. */
export function createEditorState({ text, knowledge, describedBy, onUpdate }: EditorSetup): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      drawSelection(),
      history(),
      indentUnit.of("  "),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      search({ top: true }),
      language.of(languageFor(text)),
      followLanguage,
      completion(knowledge),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, indentWithTab]),
      EditorView.contentAttributes.of({
        "aria-label": "Chain definition",
        "aria-describedby": describedBy,
        spellcheck: "false",
        // What scrolls must hold something to focus, and an editable text counts for that only with its place in the order.
        tabindex: "0",
      }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged && !update.selectionSet) return;
        onUpdate({
          text: update.docChanged ? update.state.doc.toString() : null,
          head: update.state.selection.main.head,
        });
      }),
      highlighting,
      stepLines,
      problemDisplay,
      editorTheme,
    ],
  });
}
