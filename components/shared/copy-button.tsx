"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";

export interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children" | "value"> {
  value: string;
  /** What is copied: "Copy execution id". */
  label: string;
}

export function CopyButton({ value, label, variant = "ghost", size = "icon-xs", ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    copyText(value).then(
      () => setCopied(true),
      () => toast.error("The browser did not allow copying.", { description: "Select the text and copy it by hand." }),
    );
  return (
    <Tooltip content={copied ? "Copied" : label}>
      <Button variant={variant} size={size} aria-label={copied ? "Copied" : label} onClick={copy} {...props}>
        {copied ? <Check /> : <Copy />}
      </Button>
    </Tooltip>
  );
}

/** The clipboard API exists only on secure origins; a plain http address on the local network needs the older way. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copying was refused");
}
