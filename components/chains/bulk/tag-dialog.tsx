"use client";

import { useId, useState } from "react";
import { plural } from "@/components/shared/format";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { TagChange } from "./tags-back";

interface TagDialogProps {
  rows: readonly { id: string; tags: readonly string[] }[];
  onChange(change: TagChange): void;
  onClose(): void;
}

/** Puts tags on chains and takes tags off. Every chain that changes gets a new version, for tags stand in its text. */
export function TagDialog({ rows, onChange, onClose }: TagDialogProps) {
  const [text, setText] = useState("");
  const [remove, setRemove] = useState<string[]>([]);
  const fieldId = useId();
  const add = [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean);
  const there = [...new Set(rows.flatMap(({ tags }) => tags))].sort();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            onChange({ add, remove });
            onClose();
          }}
        >
          <DialogHeader>
            <DialogTitle>Tags of {plural(rows.length, "chain")}</DialogTitle>
            <DialogDescription>Each chain that changes gets a new version.</DialogDescription>
          </DialogHeader>
          <DialogBody>
            <div className="grid gap-1.5">
              <Label htmlFor={fieldId}>Add tags</Label>
              <Input
                id={fieldId}
                value={text}
                onChange={(event) => setText(event.target.value)}
                placeholder="shop, prices"
                autoFocus
              />
            </div>
            {there.length > 0 ? (
              <fieldset className="grid gap-2">
                <legend className="mb-1.5 text-13 font-medium">Remove</legend>
                {there.map((tag) => (
                  <TagBox
                    key={tag}
                    tag={tag}
                    count={rows.filter(({ tags }) => tags.includes(tag)).length}
                    on={remove.includes(tag)}
                    onSet={(on) => setRemove(on ? [...remove, tag] : remove.filter((one) => one !== tag))}
                  />
                ))}
              </fieldset>
            ) : null}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button type="button">Not now</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={add.length + remove.length === 0}>
              Change tags
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function TagBox({ tag, count, on, onSet }: { tag: string; count: number; on: boolean; onSet(on: boolean): void }) {
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-13">
      <Checkbox id={id} checked={on} onCheckedChange={(next) => onSet(next === true)} />
      <label htmlFor={id}>{tag}</label>
      <span className="text-12 text-muted-foreground">on {plural(count, "chain")}</span>
    </span>
  );
}
