"use client";

import { useMe } from "@/components/session/session";
import { Dialog, DialogBody, DialogContent, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { MAIN_DESTINATIONS, OTHER_DESTINATIONS } from "./navigation";

interface Shortcut {
  keys: readonly string[];
  does: string;
}

const EVERYWHERE: readonly Shortcut[] = [
  { keys: ["Ctrl", "K"], does: "Find chains, executions, tasks, pages and actions" },
  { keys: ["Ctrl", "Enter"], does: "Open what was found in a new tab" },
  { keys: ["/"], does: "Search in this list" },
  { keys: ["?"], does: "Show these shortcuts" },
  { keys: ["Esc"], does: "Close what is open" },
];

const EXECUTION: readonly Shortcut[] = [
  { keys: ["↑", "↓"], does: "Previous or next step, in graph, timeline and list" },
  { keys: ["Home", "End"], does: "First or last step" },
  { keys: ["←", "→"], does: "Move the bar between the panes, when it has focus" },
];

const BUILDER: readonly Shortcut[] = [
  { keys: ["Ctrl", "S"], does: "Publish" },
  { keys: ["Ctrl", "Z"], does: "Undo, in all views" },
  { keys: ["F8"], does: "Next problem" },
  { keys: ["↑", "↓"], does: "Previous or next step" },
  { keys: ["Enter"], does: "To the form of the step" },
  { keys: ["Alt", "↑"], does: "Move the step up; with ↓ down" },
  { keys: ["N"], does: "New step below" },
  { keys: ["C"], does: "Connect the step to another one, in the graph" },
  { keys: ["Ctrl", "D"], does: "Duplicate the step" },
  { keys: ["F2"], does: "Rename the step" },
  { keys: ["Del"], does: "Remove the step" },
];

const EDITOR: readonly Shortcut[] = [
  { keys: ["Ctrl", "Space"], does: "Complete what is being typed" },
  { keys: ["Ctrl", "F"], does: "Find and replace" },
  { keys: ["Esc", "Tab"], does: "Leave the text" },
];

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const me = useMe();
  const places = [...MAIN_DESTINATIONS, ...OTHER_DESTINATIONS]
    .filter(({ adminOnly }) => !adminOnly || me?.role === "admin")
    .map(({ key, name }) => ({ keys: ["g", key], does: `Go to ${name}` }));
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>Shortcuts</DialogTitle>
        </DialogHeader>
        <DialogBody>
          <ShortcutList title="Everywhere" shortcuts={EVERYWHERE} />
          <ShortcutList title="Places" shortcuts={places} />
          <ShortcutList title="Execution" shortcuts={EXECUTION} />
          <ShortcutList title="Builder" shortcuts={BUILDER} />
          <ShortcutList title="YAML" shortcuts={EDITOR} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function ShortcutList({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-1 text-12 font-medium text-muted-foreground">{title}</h3>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="flex min-h-8 items-center justify-between gap-4 border-b text-13 last:border-b-0">
            <dt>{does}</dt>
            <dd className="flex flex-none gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
