import { ChevronDown, ChevronUp } from "lucide-react";
import { useId } from "react";
import { plural } from "@/components/shared/format";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import type { MergePlace } from "@/server/core/merge/merge-values";
import type { MergeView } from "./use-merge";

export interface MergeBarProps {
  view: MergeView;
  bySteps: boolean;
  places: readonly MergePlace[];
  /** Conflicts that nobody has decided. */
  open: number;
  /** The installed version. */
  installed: number;
  /** Show what it had. */
  before: boolean;
  onBefore(before: boolean): void;
  onView(view: MergeView): void;
  onGo(step: 1 | -1): void;
}

/** How far the merge is, and the ways through it. */
export function MergeBar({ view, bySteps, places, open, installed, before, onBefore, onView, onGo }: MergeBarProps) {
  const id = useId();
  const conflicts = places.filter(({ by }) => by === "conflict").length;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-13">
      {bySteps ? (
        <Segmented
          label="Merge as"
          value={view}
          onValueChange={onView}
          options={[
            { value: "steps", label: "Steps" },
            { value: "text", label: "Text" },
          ]}
        />
      ) : null}
      {view === "steps" ? (
        <>
          <span role="status">
            {open > 0 ? (
              <span className="font-medium text-failed">{plural(open, "conflict")} open</span>
            ) : (
              "No conflict is open"
            )}
            <span className="text-muted-foreground">
              {" "}
              · {conflicts - open} decided · {places.length - conflicts} taken over
            </span>
          </span>
          <span className="ml-auto flex flex-wrap items-center gap-1 max-md:ml-0">
            <span className="mr-2 flex items-center gap-1.5 text-12">
              <Checkbox id={id} checked={before} onCheckedChange={(checked) => onBefore(checked === true)} />
              <label htmlFor={id}>Show what version {installed} had</label>
            </span>
            <Button variant="ghost" size="sm" disabled={conflicts === 0} onClick={() => onGo(-1)}>
              <ChevronUp /> Previous
            </Button>
            <Button variant="ghost" size="sm" disabled={conflicts === 0} onClick={() => onGo(1)}>
              <ChevronDown /> Next conflict <Kbd>F8</Kbd>
            </Button>
          </span>
        </>
      ) : null}
    </div>
  );
}
