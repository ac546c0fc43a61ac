"use client";

import { Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ShareDialog, type SharedObject } from "./share-dialog";

/** Opens the people of a chain, task or execution. */
export function ShareButton({ object, className }: { object: SharedObject; className?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className={className} onClick={() => setOpen(true)}>
        <Users /> Share
      </Button>
      <ShareDialog object={open ? object : null} onClose={() => setOpen(false)} />
    </>
  );
}
