"use client";

import { Archive, CirclePause, CirclePlay, Download, Tag, Trash2 } from "lucide-react";
import { useState } from "react";
import { BulkBar } from "@/components/shared/bulk-bar";
import { Button } from "@/components/ui/button";
import { may } from "@/server/core/access/roles";
import type { ChainRow } from "@/server/services/chain-view";
import { RefusedDialog } from "./refused-dialog";
import { TagDialog } from "./tag-dialog";
import { useChainBulk } from "./use-chain-bulk";
import { useChainExport } from "./use-chain-export";

const MOST = 100;

interface ChainBulkBarProps {
  rows: readonly ChainRow[];
  onClear(): void;
}

/** What can be done with the selected chains. Each button counts those to which it applies; the others are left alone. */
export function ChainBulkBar({ rows: selected, onClear }: ChainBulkBarProps) {
  // More are not taken at once; the bar says so and offers nothing.
  const rows = selected.length > MOST ? [] : selected;
  const bulk = useChainBulk(onClear);
  const exporting = useChainExport();
  const [tagging, setTagging] = useState(false);
  const edits = rows.filter(({ role }) => may(role, "chain", "edit"));
  const owns = rows.filter(({ role }) => may(role, "chain", "remove"));
  const [active, paused] = [edits.filter(is("active")), edits.filter((row) => row.status !== "active")];
  const open = edits.filter((row) => row.status !== "archived");
  return (
    <>
      {selected.length > MOST ? (
        <BulkBar count={selected.length} about={`Choose at most ${MOST} at once.`} onClear={onClear} />
      ) : null}
      {rows.length > 0 ? (
        <BulkBar count={rows.length} about={notEdited(rows.length - edits.length)} onClear={onClear}>
          {active.length > 0 ? (
            <Button size="sm" disabled={bulk.busy} onClick={() => bulk.setStatus(active, "paused")}>
              <CirclePause /> Pause {active.length}
            </Button>
          ) : null}
          {paused.length > 0 ? (
            <Button size="sm" disabled={bulk.busy} onClick={() => bulk.setStatus(paused, "active")}>
              <CirclePlay /> Make {paused.length} active
            </Button>
          ) : null}
          {open.length > 0 ? (
            <Button size="sm" disabled={bulk.busy} onClick={() => bulk.setStatus(open, "archived")}>
              <Archive /> Archive {open.length}
            </Button>
          ) : null}
          {edits.length > 0 ? (
            <Button size="sm" disabled={bulk.busy} onClick={() => setTagging(true)}>
              <Tag /> Tag {edits.length}
            </Button>
          ) : null}
          <Button size="sm" busy={exporting.busy} onClick={() => exporting.save(rows)}>
            <Download /> Export {rows.length}
          </Button>
          {owns.length > 0 ? (
            <Button size="sm" variant="destructive-quiet" disabled={bulk.busy} onClick={() => bulk.throwAway(owns)}>
              <Trash2 /> Move {owns.length} to the trash
            </Button>
          ) : null}
        </BulkBar>
      ) : null}
      {tagging ? (
        <TagDialog rows={edits} onClose={() => setTagging(false)} onChange={(change) => bulk.tag(edits, change)} />
      ) : null}
      <RefusedDialog refusals={bulk.refusals} onClose={bulk.closeRefusals} />
    </>
  );
}

const is = (status: ChainRow["status"]) => (row: ChainRow) => row.status === status;

const notEdited = (count: number) => (count === 0 ? undefined : `${count} you may not change`);
