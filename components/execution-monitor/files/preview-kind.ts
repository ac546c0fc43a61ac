import type { FileView } from "@/server/services/execution-view";

/** How a file is shown; null: only as a download. Pages and drawings with scripts are shown as their source, never run. */
export type PreviewKind = "image" | "table" | "json" | "text" | null;

const IMAGES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const TEXTS = ["application/json", "application/yaml", "application/xml", "image/svg+xml"];

export function previewKind({ contentType }: Pick<FileView, "contentType">): PreviewKind {
  const [type = ""] = contentType.split(";");
  if (IMAGES.includes(type)) return "image";
  if (type === "text/csv") return "table";
  if (type === "application/json") return "json";
  return type.startsWith("text/") || TEXTS.includes(type) ? "text" : null;
}

/** The name that the step gave a file, without the folders that the server put it in. */
export function fileName({ path, stepId }: Pick<FileView, "path" | "stepId">): string {
  const parts = path.split("/");
  return parts.length > 2 && parts[0] === stepId ? parts.slice(2).join("/") : path;
}
