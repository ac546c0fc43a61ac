/**
 * What the server found wrong, in the text: a wavy line on the exact place, a tinted line, and below the line with the
 * cursor the words. Places move along with what is typed until the next answer replaces them.
 */
import {
  type EditorState,
  type Extension,
  RangeSet,
  StateEffect,
  StateField,
  type Transaction,
} from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutterLineClass,
  hoverTooltip,
  WidgetType,
} from "@codemirror/view";
import { type Problem, problemOnLine } from "../text/problems";
import { problemBox } from "./problem-box";

const MOST_SHOWN = 200;

/** Replaces all problems. */
export const setProblems = StateEffect.define<readonly Problem[]>();

interface Shown {
  problems: readonly Problem[];
  marks: DecorationSet;
}

class BoxWidget extends WidgetType {
  constructor(private readonly problem: Problem) {
    super();
  }

  override eq(other: BoxWidget): boolean {
    const { message, from, suggestion } = this.problem;
    return other.problem.message === message && other.problem.from === from && other.problem.suggestion === suggestion;
  }

  toDOM(view: EditorView): HTMLElement {
    const frame = document.createElement("div");
    frame.className = "cm-problem-frame";
    frame.append(problemBox(this.problem, view));
    return frame;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const badNumber = new (class extends GutterMarker {
  override elementClass = "cm-problem-number";
})();
const badLine = Decoration.line({ class: "cm-problem-line" });
const wave = {
  error: Decoration.mark({ class: "cm-problem cm-problem-error" }),
  warning: Decoration.mark({ class: "cm-problem cm-problem-warning" }),
};

const field = StateField.define<Shown>({
  create: () => ({ problems: [], marks: Decoration.none }),
  update(shown, transaction) {
    const problems = problemsAfter(shown.problems, transaction);
    const moved = transaction.docChanged || transaction.selection !== undefined;
    return problems === shown.problems && !moved ? shown : { problems, marks: marksOf(transaction.state, problems) };
  },
  provide: (self) => [
    EditorView.decorations.from(self, ({ marks }) => marks),
    gutterLineClass.compute([self], (state) => numbersOf(state)),
  ],
});

function problemsAfter(problems: readonly Problem[], transaction: Transaction): readonly Problem[] {
  const replaced = transaction.effects.find((effect) => effect.is(setProblems));
  const { length } = transaction.state.doc;
  if (replaced?.is(setProblems)) return replaced.value.filter(({ to }) => to <= length).slice(0, MOST_SHOWN);
  if (!transaction.docChanged || problems.length === 0) return problems;
  return problems.map((problem) => {
    const from = transaction.changes.mapPos(problem.from, 1);
    return { ...problem, from, to: Math.max(from, transaction.changes.mapPos(problem.to, -1)) };
  });
}

function marksOf(state: EditorState, problems: readonly Problem[]): DecorationSet {
  if (problems.length === 0) return Decoration.none;
  const lines = errorLines(state, problems).map((from) => badLine.range(from));
  const waves = problems.flatMap((problem) => {
    const { from, to } = visible(state, problem);
    return to > from ? [wave[problem.severity].range(from, to)] : [];
  });
  const here = state.doc.lineAt(state.selection.main.head);
  const explained = problemOnLine(problems, here.from, here.to);
  const box = explained
    ? [Decoration.widget({ widget: new BoxWidget(explained), block: true, side: 1 }).range(here.to)]
    : [];
  return Decoration.set([...lines, ...waves, ...box], true);
}

/** A problem without extent is drawn on the character beside it. */
function visible({ doc }: EditorState, { from, to }: Problem): { from: number; to: number } {
  if (to > from) return { from, to };
  const line = doc.lineAt(from);
  return from < line.to ? { from, to: from + 1 } : { from: Math.max(line.from, from - 1), to: from };
}

function errorLines({ doc }: EditorState, problems: readonly Problem[]): number[] {
  const errors = problems.filter(({ severity }) => severity === "error");
  return [...new Set(errors.map(({ from }) => doc.lineAt(from).from))].sort((a, b) => a - b);
}

function numbersOf(state: EditorState): RangeSet<GutterMarker> {
  return RangeSet.of(errorLines(state, state.field(field).problems).map((from) => badNumber.range(from)));
}

/** The problems where they are now, after what was typed since they were found. */
export const shownProblems = (state: EditorState): readonly Problem[] => state.field(field).problems;

const hover = hoverTooltip((view, pos) => {
  const found = shownProblems(view.state).find((problem) => {
    const { from, to } = visible(view.state, problem);
    return pos >= from && pos <= to;
  });
  const here = view.state.doc.lineAt(view.state.selection.main.head);
  if (!found || (found.from >= here.from && found.from <= here.to)) return null;
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: problemBox(found, view) }) };
});

export const problemDisplay: Extension = [field, hover];
