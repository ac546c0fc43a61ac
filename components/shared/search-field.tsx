"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import { inputClasses } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

export interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  /** Called when typing has paused. */
  onChange: (text: string) => void;
}

const PAUSE_MS = 200;

/** The search of a list. The key `/` leads here. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="relative w-[260px] flex-none max-md:w-[200px]">
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-foreground-2 max-md:top-2.5"
        aria-hidden
      />
      <input
        data-page-search
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setText("");
        }}
        className={cn(inputClasses, "h-8 pr-8 pl-8 max-md:h-9 [&::-webkit-search-cancel-button]:hidden")}
      />
      <Kbd className="pointer-events-none absolute top-[7px] right-2 max-md:top-[9px]">/</Kbd>
    </div>
  );
}
