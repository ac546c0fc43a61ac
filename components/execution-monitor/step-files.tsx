import { Download, FileText } from "lucide-react";
import { formatBytes } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { FileView } from "@/server/services/execution-view";

/** Files that the step wrote or downloaded. */
export function StepFiles({ files }: { files: readonly FileView[] }) {
  if (files.length === 0) return <Empty title="No files">This step has written no file.</Empty>;
  return (
    <ul className="text-13">
      {files.map((file) => (
        <li key={file.path} className="flex min-h-12 items-center gap-3 border-b px-4 py-1.5 max-md:px-3">
          <FileText className="size-4 text-muted-foreground" aria-hidden />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-mono text-12">{file.path}</span>
            <span className="block truncate text-11 text-muted-foreground">
              {formatBytes(file.size)} · {file.contentType} · <Time at={file.at} />
              {file.label ? ` · ${file.label}` : null}
            </span>
          </span>
          <Button asChild variant="ghost" size="icon-sm">
            <a href={file.url} download aria-label={`Download ${file.path}`}>
              <Download />
            </a>
          </Button>
        </li>
      ))}
    </ul>
  );
}
