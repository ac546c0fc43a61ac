"use client";

import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { Segmented } from "@/components/ui/segmented";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  // The server does not know what this browser has chosen.
  const [known, setKnown] = useState(false);
  useEffect(() => setKnown(true), []);
  const value = THEMES.find((option) => known && option.value === theme)?.value ?? "system";
  return <Segmented label="Theme" value={value} onValueChange={setTheme} options={THEMES} />;
}
