import type { Locator, Page } from "playwright";
import { z } from "zod";

const ROLES = [
  "alert",
  "alertdialog",
  "application",
  "article",
  "banner",
  "blockquote",
  "button",
  "caption",
  "cell",
  "checkbox",
  "code",
  "columnheader",
  "combobox",
  "complementary",
  "contentinfo",
  "definition",
  "dialog",
  "document",
  "feed",
  "figure",
  "form",
  "grid",
  "gridcell",
  "group",
  "heading",
  "img",
  "link",
  "list",
  "listbox",
  "listitem",
  "log",
  "main",
  "menu",
  "menubar",
  "menuitem",
  "menuitemcheckbox",
  "menuitemradio",
  "meter",
  "navigation",
  "note",
  "option",
  "paragraph",
  "progressbar",
  "radio",
  "radiogroup",
  "region",
  "row",
  "rowgroup",
  "rowheader",
  "scrollbar",
  "search",
  "searchbox",
  "separator",
  "slider",
  "spinbutton",
  "status",
  "switch",
  "tab",
  "table",
  "tablist",
  "tabpanel",
  "term",
  "textbox",
  "timer",
  "toolbar",
  "tooltip",
  "tree",
  "treegrid",
  "treeitem",
] as const;

/** The ways to name an element; exactly one of them. */
const WAYS = ["role", "label", "text", "test_id", "css"] as const;

const targetShape = {
  role: z.enum(ROLES).optional().describe("Role of the element, such as button or link; with `name`."),
  name: z.string().optional().describe("Accessible name of the element, with `role`."),
  label: z.string().min(1).optional().describe("Label of a form field."),
  text: z.string().min(1).optional().describe("Text of the element."),
  test_id: z.string().min(1).optional().describe("Its `data-testid`."),
  css: z.string().min(1).optional().describe("CSS selector."),
  exact: z.boolean().optional().describe("Match the whole name, label or text, and its case."),
  nth: z.int().min(1).optional().describe("Which one when several fit, counted from 1."),
};

export type Target = {
  [Key in keyof typeof targetShape]?: z.output<(typeof targetShape)[Key]>;
};

/** Schema of something that is done to an element: the element and what `extra` adds. */
export function withTarget<Extra extends z.ZodRawShape>(extra: Extra, { optional = false } = {}) {
  return z.strictObject({ ...targetShape, ...extra }).superRefine((value, context) => {
    const target = value as Target;
    const ways = WAYS.filter((way) => target[way] !== undefined);
    const message =
      ways.length > 1
        ? `give only one of ${ways.join(", ")}`
        : ways.length === 0 && !optional
          ? `say which element, by one of ${WAYS.join(", ")}`
          : target.name !== undefined && target.role === undefined
            ? "`name` goes together with `role`"
            : null;
    if (message) context.addIssue({ code: "custom", message });
  });
}

export const hasTarget = (target: Target): boolean => WAYS.some((way) => target[way] !== undefined);

/** All elements that fit. */
export function allOf(page: Page, target: Target): Locator {
  const { exact } = target;
  if (target.role !== undefined) return page.getByRole(target.role, { name: target.name, exact });
  if (target.label !== undefined) return page.getByLabel(target.label, { exact });
  if (target.text !== undefined) return page.getByText(target.text, { exact });
  if (target.test_id !== undefined) return page.getByTestId(target.test_id);
  return page.locator(`css=${target.css}`);
}

/** The element to act on. */
export function elementOf(page: Page, target: Target): Locator {
  const all = allOf(page, target);
  return target.nth === undefined ? all : all.nth(target.nth - 1);
}

/** `button "Sign in"`, `field "User"`, `.deal`. */
export function targetWords(target: Target): string {
  const nth = target.nth === undefined ? "" : ` number ${target.nth}`;
  return `${kindWords(target)}${nth}`;
}

function kindWords(target: Target): string {
  if (target.role !== undefined) return target.name === undefined ? target.role : `${target.role} "${target.name}"`;
  if (target.label !== undefined) return `field "${target.label}"`;
  if (target.text !== undefined) return `text "${target.text}"`;
  if (target.test_id !== undefined) return `test id "${target.test_id}"`;
  return target.css ?? "page";
}
