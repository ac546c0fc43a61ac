/** Frames in which the form may still be on its way, or be made anew: the cursor is in the step before the cards are. */
const FRAMES = 30;
/** So many in a row it has to stay what it is. */
const STEADY = 4;

/**
 * Puts the focus into the form of a step: on its first field, or its name. The form is a neighbour, not a child, and may come a moment
 * later: its fields are looked for in the page. Whoever begins to write somewhere else meanwhile is left alone.
 */
export function focusForm(step: number, what: "first" | "name"): void {
  const begun = document.activeElement;
  let held: HTMLElement | null = null;
  let steady = 0;
  let frames = 0;
  const look = () => {
    frames += 1;
    const { activeElement } = document;
    const known = activeElement === begun || activeElement === held || (held === null && isIn(step, activeElement));
    if (frames > FRAMES || (!known && activeElement?.matches(WRITABLE))) return;
    const target = fieldOf(step, what);
    steady = target !== null && target === held && activeElement === held ? steady + 1 : 0;
    if (target && activeElement !== target) {
      target.focus();
      if (target instanceof HTMLInputElement) target.select();
    }
    held = target;
    if (steady < STEADY) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const WRITABLE = "input, textarea, [contenteditable=true]";

/** A window that opens with the form puts the focus into it by itself. */
const isIn = (step: number, element: Element | null): boolean =>
  element?.closest(`[data-step-panel="${step}"]`) != null;

function fieldOf(step: number, what: "first" | "name"): HTMLElement | null {
  const panel = document.querySelector<HTMLElement>(`[data-step-panel="${step}"]`);
  if (!panel) return null;
  const fields = [
    ...panel.querySelectorAll<HTMLElement>(
      "[role=tabpanel] :is(input, [role=textbox], [role=combobox], [role=switch])",
    ),
  ];
  if (what === "name") {
    return fields.find((field) => field instanceof HTMLInputElement && field.dataset.field === "name") ?? null;
  }
  return fields.find((field) => field.dataset.field !== "work") ?? fields[0] ?? null;
}
