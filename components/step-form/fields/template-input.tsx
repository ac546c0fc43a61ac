"use client";

import { EditorView } from "@codemirror/view";
import { Braces } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { FieldControl } from "@/components/ui/field";
import { useFormScene } from "../form-scene";
import { ValuePicker } from "../picker/value-picker";
import { attributesSlot, fromOutside, templateEditorState } from "./template-editor";

export interface TemplateInputProps {
  control: FieldControl;
  label: string;
  value: string;
  onChange(text: string): void;
  long?: boolean;
  /** The text is an expression, without braces. */
  expression?: boolean;
  /** Whether templates may stand here at all. */
  templates?: boolean;
  hint?: string;
  /** Behind the text, before the button of the picker. */
  aside?: ReactNode;
  /** Opens the picker at once. */
  autoPick?: boolean;
}

/** A text that may hold templates: expressions are pills, and a button offers the values that can be read here. */
export function TemplateInput(props: TemplateInputProps) {
  const { control, label, value, long = false, expression = false, templates = true, aside, autoPick } = props;
  const { values } = useFormScene();
  const [picking, setPicking] = useState(autoPick === true);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const mount = useMount(view, latest);
  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === value) return;
    const { head } = current.state.selection.main;
    current.dispatch({
      changes: { from: 0, to: current.state.doc.length, insert: value },
      selection: { anchor: Math.min(head, value.length) },
      annotations: fromOutside.of(true),
    });
  }, [value]);
  useAttributes(view, label, control);
  const insert = (picked: string) => {
    const { current } = view;
    if (!current) return;
    const { from, to } = current.state.selection.main;
    const written = expression ? picked : `{{ ${picked} }}`;
    current.dispatch({ changes: { from, to, insert: written }, selection: { anchor: from + written.length } });
    setPicking(false);
    current.focus();
  };
  return (
    <div
      className={cn(
        "flex min-h-8 w-full min-w-0 items-start rounded-md border border-input bg-card focus-within:border-ring focus-within:outline-2 focus-within:outline-offset-[-1px] focus-within:outline-ring max-md:min-h-9",
        control["aria-invalid"] && "border-failed-solid",
      )}
    >
      <div ref={mount} className={cn("flex min-w-0 flex-1 cursor-text", long && "max-h-60 min-h-16")} />
      {aside}
      {templates && values ? (
        <ValuePicker values={values} open={picking} onOpenChange={setPicking} onPick={insert}>
          <Button variant="ghost" size="icon-xs" className="m-[3px]" aria-label={`Pick a value for ${label}`}>
            <Braces />
          </Button>
        </ValuePicker>
      ) : null}
    </div>
  );
}

function useMount(view: { current: EditorView | null }, latest: { current: TemplateInputProps }) {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const { value, long = false, expression = false, templates = true, hint = "", label, control } = latest.current;
      const look = expression ? "expression" : templates ? "template" : "prose";
      const state = templateEditorState({
        ...{ text: value, long, look, hint, attributes: attributesOf(label, control) },
        onText: (text) => latest.current.onChange(text),
      });
      const created = new EditorView({ state, parent: element });
      view.current = created;
      return () => {
        created.destroy();
        view.current = null;
      };
    },
    [view, latest],
  );
}

const attributesOf = (label: string, control: FieldControl): Record<string, string> => ({
  id: control.id,
  "aria-label": label,
  ...(control["aria-invalid"] ? { "aria-invalid": "true" } : {}),
  ...(control["aria-describedby"] ? { "aria-describedby": control["aria-describedby"] } : {}),
});

/** Hint and error change while the field lives. */
function useAttributes(view: { current: EditorView | null }, label: string, control: FieldControl): void {
  const { id, "aria-invalid": invalid, "aria-describedby": described } = control;
  useEffect(() => {
    const { current } = view;
    if (!current) return;
    const wanted = attributesOf(label, { id, "aria-invalid": invalid, "aria-describedby": described });
    current.dispatch({ effects: attributesSlot.reconfigure(EditorView.contentAttributes.of(wanted)) });
  }, [view, id, label, invalid, described]);
}
