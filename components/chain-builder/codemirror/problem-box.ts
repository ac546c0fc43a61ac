import type { EditorView } from "@codemirror/view";
import { type Problem, shortMessage } from "../text/problems";

const ICONS = {
  error:
    '<path d="m15 9-6 6"/><path d="M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586z"/><path d="m9 9 6 6"/>',
  warning:
    '<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>',
};

/** A problem in words, with the button that mends it when we know how. Plain DOM: it lives inside the editor. */
export function problemBox(problem: Problem, view: EditorView): HTMLElement {
  const box = element(
    "div",
    `cm-problem-box flex gap-2.5 rounded-md border px-3 py-2 font-sans text-12 leading-[18px] whitespace-normal ${
      problem.severity === "error" ? "border-failed-line bg-failed-soft" : "border-waiting-line bg-waiting-soft"
    }`,
  );
  const icon = element("span", `mt-px flex-none ${problem.severity === "error" ? "text-failed" : "text-waiting"}`);
  icon.innerHTML = `<svg class="lucide size-4" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${ICONS[problem.severity]}</svg>`;
  const words = element("div", "min-w-0 flex-1");
  words.append(element("p", "text-foreground [overflow-wrap:anywhere]", shortMessage(problem)));
  const foot = element("div", "mt-1 flex flex-wrap items-center gap-2 text-muted-foreground");
  if (problem.suggestion !== undefined) foot.append(fixButton(problem, problem.suggestion, view));
  const place = problem.path === "" ? "" : ` · ${problem.path}`;
  foot.append(element("span", "", `line ${problem.line}, column ${problem.column}${place}`));
  words.append(foot);
  box.append(icon, words);
  return box;
}

function fixButton(problem: Problem, suggestion: string, view: EditorView): HTMLElement {
  const button = element(
    "button",
    "h-6 cursor-pointer rounded-md border border-border-strong bg-card px-2 font-medium text-foreground hover:bg-muted",
    `Change to ${suggestion}`,
  );
  button.setAttribute("type", "button");
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => applyFix(view, problem));
  return button;
}

/** Writes the suggested word in the place of the wrong one. */
export function applyFix(view: EditorView, { from, to, suggestion }: Problem): void {
  if (suggestion === undefined || to > view.state.doc.length) return;
  view.dispatch({
    changes: { from, to, insert: suggestion },
    selection: { anchor: from + suggestion.length },
    userEvent: "input.fix",
  });
  view.focus();
}

function element(name: string, className: string, text = ""): HTMLElement {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}
