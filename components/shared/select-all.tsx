import { Checkbox } from "@/components/ui/checkbox";

interface SelectAllProps {
  rows: readonly { id: string }[];
  selected: ReadonlySet<string>;
  onSelect(ids: readonly string[], on: boolean): void;
}

/** The box in the head of a list: all that is shown, or nothing. */
export function SelectAll({ rows, selected, onSelect }: SelectAllProps) {
  const all = rows.every(({ id }) => selected.has(id));
  const some = rows.some(({ id }) => selected.has(id));
  const ids = rows.map(({ id }) => id);
  return (
    <Checkbox
      aria-label="Select all that are shown"
      checked={all ? true : some ? "indeterminate" : false}
      onCheckedChange={(on) => onSelect(ids, on === true)}
    />
  );
}
