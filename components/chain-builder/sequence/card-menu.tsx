"use client";

import { ArrowDown, ArrowUp, CopyPlus, Ellipsis, PencilLine, Plus, SlidersHorizontal, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Kbd } from "@/components/ui/kbd";
import { TestItems } from "../testing/test-buttons";
import type { Card } from "./sequence-cards";
import type { CardActions } from "./step-card";

export function CardMenu({
  card: { index, id, title },
  last,
  actions,
}: {
  card: Card;
  last: boolean;
  actions: CardActions;
}) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-xs" aria-label={`More actions for ${title}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={(event) => event.preventDefault()}>
        <DropdownMenuItem onSelect={() => actions.open(index)}>
          <SlidersHorizontal aria-hidden /> Settings <Key keys="Enter" />
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.rename(index)}>
          <PencilLine aria-hidden /> Rename <Key keys="F2" />
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.duplicate(index)}>
          <CopyPlus aria-hidden /> Duplicate <Key keys="Ctrl D" />
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.insertAt(index + 1)}>
          <Plus aria-hidden /> New step below <Key keys="N" />
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <TestItems step={{ id, title }}>
          <DropdownMenuSeparator />
        </TestItems>
        <DropdownMenuItem disabled={index === 0} onSelect={() => actions.move(index, index - 1)}>
          <ArrowUp aria-hidden /> Move up <Key keys="Alt ↑" />
        </DropdownMenuItem>
        <DropdownMenuItem disabled={last} onSelect={() => actions.move(index, index + 1)}>
          <ArrowDown aria-hidden /> Move down <Key keys="Alt ↓" />
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem destructive onSelect={() => actions.remove(index)}>
          <Trash2 aria-hidden /> Remove <Key keys="Del" />
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const Key = ({ keys }: { keys: string }) => <Kbd className="ml-auto">{keys}</Kbd>;
