import { defaultKeymap } from "@codemirror/commands";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  MatchDecorator,
  placeholder,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

/** Marks a change that came from outside, so that it is not reported back. */
export const fromOutside = Annotation.define<boolean>();

/** Holds what label, hint and error say about the field. */
export const attributesSlot = new Compartment();

const BRACES = /(\{\{-?\s*)([^{}]+?)(\s*-?\}\})/g;
const hidden = Decoration.replace({});
const pill = Decoration.mark({ class: "cm-pill" });

const pills = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    private readonly matcher = new MatchDecorator({
      regexp: BRACES,
      decorate(add, from, to, [, open = "", , close = ""]) {
        add(from, from + open.length, hidden);
        add(from + open.length, to - close.length, pill);
        add(to - close.length, to, hidden);
      },
    });

    constructor(view: EditorView) {
      this.decorations = this.matcher.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = this.matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const theme = EditorView.theme({
  "&": { flex: "1", minWidth: "0", backgroundColor: "transparent", color: "var(--foreground)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "400 12px/20px var(--font-mono)", overflow: "auto", scrollbarWidth: "none" },
  ".cm-content": { padding: "5px 0", caretColor: "var(--foreground)" },
  ".cm-line": { padding: "0 2px 0 10px" },
  ".cm-placeholder": { color: "var(--muted-foreground)" },
  ".cm-cursor": { borderLeftColor: "var(--foreground)", borderLeftWidth: "1.5px" },
  "& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground":
    { backgroundColor: "var(--selection)" },
  ".cm-pill": {
    padding: "2px 5px",
    borderRadius: "4px",
    backgroundColor: "color-mix(in oklab, var(--code-template) 11%, var(--card))",
    color: "var(--code-template)",
  },
  "&.cm-prose .cm-scroller": { font: "400 13px/20px var(--font-sans)" },
  "&.cm-expression .cm-content": { color: "var(--code-template)" },
});

const oneLine = EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction));

export interface TemplateEditorSetup {
  text: string;
  /** Several lines are fine. */
  long: boolean;
  /** `expression`: without braces; `prose`: words for people, in which templates mean nothing. */
  look: "template" | "expression" | "prose";
  hint: string;
  attributes: Record<string, string>;
  onText(text: string): void;
}

/**
 * A text field in which `{{ expressions }}` are pills that can be typed in. It has no undo of its own: the draft's undo changes it
 * from outside.
 */
export function templateEditorState(setup: TemplateEditorSetup): EditorState {
  const lines: Extension = setup.long ? EditorView.lineWrapping : oneLine;
  return EditorState.create({
    doc: setup.text,
    extensions: [
      lines,
      drawSelection(),
      setup.look === "template" ? pills : EditorView.editorAttributes.of({ class: `cm-${setup.look}` }),
      placeholder(setup.hint),
      keymap.of(defaultKeymap.filter(({ key }) => setup.long || key !== "Enter")),
      EditorView.contentAttributes.of({ spellcheck: "false", tabindex: "0" }),
      attributesSlot.of(EditorView.contentAttributes.of(setup.attributes)),
      EditorView.updateListener.of((update) => {
        const outside = update.transactions.some((one) => one.annotation(fromOutside));
        if (update.docChanged && !outside) setup.onText(update.state.doc.toString());
      }),
      theme,
    ],
  });
}
