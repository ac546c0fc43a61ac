import { Archive, ArchiveRestore, CirclePause } from "lucide-react";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { ChainRow } from "@/server/services/chain-view";

export interface StatusItemsProps {
  status: ChainRow["status"];
  onChange: (status: ChainRow["status"]) => void;
}

/** What the menu of a chain offers to do with its status. */
export function StatusItems({ status, onChange }: StatusItemsProps) {
  return (
    <>
      {status === "active" ? (
        <DropdownMenuItem onSelect={() => onChange("paused")}>
          <CirclePause aria-hidden /> Pause the schedule
        </DropdownMenuItem>
      ) : (
        <DropdownMenuItem onSelect={() => onChange("active")}>
          <ArchiveRestore aria-hidden /> Make active
        </DropdownMenuItem>
      )}
      {status === "archived" ? null : (
        <DropdownMenuItem onSelect={() => onChange("archived")}>
          <Archive aria-hidden /> Archive
        </DropdownMenuItem>
      )}
    </>
  );
}
