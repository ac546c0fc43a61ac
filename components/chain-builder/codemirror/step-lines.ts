import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** The stretch of the step at the cursor; null: none. */
export const setStepRange = StateEffect.define<{ from: number; to: number } | null>();

const line = Decoration.line({ class: "cm-step-line" });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { state, effects, docChanged, changes }) {
    const effect = effects.find((one) => one.is(setStepRange));
    if (!effect?.is(setStepRange)) return docChanged ? shown.map(changes) : shown;
    if (!effect.value) return Decoration.none;
    const { from, to } = effect.value;
    const end = from + state.sliceDoc(from, to).trimEnd().length;
    const ranges = [];
    for (let at = state.doc.lineAt(Math.min(from, state.doc.length)); ; at = state.doc.line(at.number + 1)) {
      ranges.push(line.range(at.from));
      if (at.to >= end || at.number === state.doc.lines) break;
    }
    return Decoration.set(ranges);
  },
  provide: (self) => EditorView.decorations.from(self),
});

/** A thin line beside the step that the graph and the documentation are about. */
export const stepLines: Extension = field;
