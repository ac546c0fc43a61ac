import { Download, FileArchive } from "lucide-react";
import { formatBytes } from "@/components/shared/format";
import { Button } from "@/components/ui/button";
import type { FileView } from "@/server/services/execution-view";

/** What the browser left to download: traces, and files that it was sent. */
export function BrowserRecords({ files }: { files: readonly FileView[] }) {
  const records = files.filter(({ kind }) => kind === "trace" || kind === "download");
  if (records.length === 0) return null;
  return (
    <section aria-label="Traces and downloads" className="mt-2 px-4 max-md:px-3">
      <h3 className="flex h-9 items-center text-12 font-medium">Traces and downloads</h3>
      <ul className="flex flex-wrap gap-2">
        {records.map((file) => (
          <li key={file.path}>
            <Button asChild size="sm">
              <a href={file.url} download>
                {file.kind === "trace" ? <FileArchive /> : <Download />}
                {file.label ?? file.path.split("/").at(-1)}
                <span className="font-normal text-muted-foreground">{formatBytes(file.size)}</span>
              </a>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
