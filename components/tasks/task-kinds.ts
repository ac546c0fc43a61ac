import { AppWindow, Bot, type LucideIcon, Wrench } from "lucide-react";
import type { JsonObject } from "@/server/core/json";

/** As the database has them. */
export type TaskKind = "question" | "operation" | "browser";

/** What a task can be, and with what a new one begins. */
export const KIND_WORDS: Record<TaskKind, { name: string; about: string; icon: LucideIcon; body: JsonObject }> = {
  question: {
    name: "Agent question",
    about: "A language model answers it, with the tools that you allow.",
    icon: Bot,
    body: { execution_mode: "orchestrated", task_description: "" },
  },
  browser: {
    name: "Browser script",
    about: "Actions in a real browser: open, fill, click, read.",
    icon: AppWindow,
    body: { tool: "browser", operation: "run", parameters: { actions: [] } },
  },
  operation: {
    name: "Tool operation",
    about: "One call: an HTTP request, files, a message, and so on.",
    icon: Wrench,
    body: {},
  },
};

export const KINDS = Object.keys(KIND_WORDS) as TaskKind[];
