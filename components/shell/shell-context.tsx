"use client";

import { createContext, useContext } from "react";

export interface ShellControls {
  openPalette(): void;
  openShortcuts(): void;
  openMenu(): void;
  closeMenu(): void;
}

const nothing: ShellControls = {
  openPalette: () => {},
  openShortcuts: () => {},
  openMenu: () => {},
  closeMenu: () => {},
};

export const ShellContext = createContext<ShellControls>(nothing);

/** Opens what belongs to every page: palette, list of shortcuts, menu of the phone. */
export const useShell = (): ShellControls => useContext(ShellContext);
