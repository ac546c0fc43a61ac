"use client";

import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { HookTrialDialog } from "@/components/hooks/hook-trial-dialog";
import { Button } from "@/components/ui/button";

const EXAMPLE = `type: webhook
params:
  url: https://hooks.example.com/orders
  body:
    step: "{{ task.name }}"
    status: "{{ task.status }}"
    total: "{{ output.total }}"
`;

/** Tries a hook that is in no chain yet. */
export function TryButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <FlaskConical /> Try a hook
      </Button>
      {open ? (
        <HookTrialDialog
          source={EXAMPLE}
          moment="task_finished"
          pickMoment
          about="Write a hook and see what it does, before it is in any chain."
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
