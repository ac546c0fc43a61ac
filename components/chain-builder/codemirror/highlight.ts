import { syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { type Extension, Prec, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

/** The same four colours as everywhere else where definitions are shown. */
const colours = tagHighlighter([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "text-code-key" },
  { tag: [tags.string, tags.special(tags.string)], class: "text-code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "text-code-number" },
  { tag: tags.comment, class: "text-muted-foreground" },
  { tag: [tags.labelName, tags.typeName, tags.keyword], class: "text-code-number" },
]);

const TEMPLATE = /\{\{.*?\}\}|\{%.*?%\}/g;
const NUMBER_LIKE = /^(?:[-+]?(?:\d[\d_]*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|~)$/;
const template = Decoration.mark({ class: "text-code-template" });
const number = Decoration.mark({ class: "text-code-number" });

/** What the grammars do not know: expressions inside of texts, and numbers among YAML's plain words. */
function marksOf(view: EditorView): DecorationSet {
  const found: { from: number; to: number; mark: Decoration }[] = [];
  for (const { from, to } of view.visibleRanges) {
    const text = view.state.sliceDoc(from, to);
    for (const match of text.matchAll(TEMPLATE)) {
      found.push({ from: from + match.index, to: from + match.index + match[0].length, mark: template });
    }
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        if (node.name !== "Literal" || node.node.parent?.name === "Key") return;
        if (node.to - node.from < 40 && NUMBER_LIKE.test(view.state.sliceDoc(node.from, node.to))) {
          found.push({ from: node.from, to: node.to, mark: number });
        }
      },
    });
  }
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, mark } of found.sort((a, b) => a.from - b.from || a.to - b.to)) builder.add(from, to, mark);
  return builder.finish();
}

const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = marksOf(view);
    }

    update(update: ViewUpdate): void {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) this.decorations = marksOf(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Marks come highest, so that they lie inside of what the grammar coloured and win. */
export const highlighting: Extension = [syntaxHighlighting(colours), Prec.highest(marks)];
