"use client";

import { Download, Eye, EyeOff, FileArchive, FileImage, FileText, FolderDown } from "lucide-react";
import { useState } from "react";
import { formatBytes } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { FileView } from "@/server/services/execution-view";
import { FilePreview } from "./files/file-preview";
import { fileName, previewKind } from "./files/preview-kind";

export interface StepFilesProps {
  executionId: string;
  stepId: string;
  files: readonly FileView[];
}

/** Files that the step wrote or downloaded, to look at and to download one by one or together. */
export function StepFiles({ executionId, stepId, files }: StepFilesProps) {
  if (files.length === 0) return <Empty title="No files">This step has written no file.</Empty>;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const all = `/api/executions/${encodeURIComponent(executionId)}/files`;
  return (
    <div className="text-13">
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2 max-md:px-3">
        <span className="min-w-0 flex-1 text-12 text-muted-foreground">
          {files.length === 1 ? "1 file" : `${files.length} files`}, {formatBytes(bytes)}
        </span>
        <Button asChild size="sm">
          <a href={`${all}?step=${encodeURIComponent(stepId)}`} download>
            <FolderDown /> Download all
          </a>
        </Button>
        <Button asChild size="sm" variant="ghost">
          <a href={all} download>
            Of all steps
          </a>
        </Button>
      </div>
      <ul>
        {files.map((file) => (
          <FileRow key={file.path} file={file} />
        ))}
      </ul>
    </div>
  );
}

function FileRow({ file }: { file: FileView }) {
  const [open, setOpen] = useState(false);
  const name = fileName(file);
  const kind = previewKind(file);
  const Icon = file.kind === "trace" ? FileArchive : kind === "image" ? FileImage : FileText;
  return (
    <li className="border-b px-4 py-1.5 max-md:px-3">
      <div className="flex min-h-9 items-center gap-3">
        <Icon className="size-4 flex-none text-muted-foreground" aria-hidden />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-mono text-12">{name}</span>
          <span className="block truncate text-11 text-muted-foreground">
            {formatBytes(file.size)} · {file.contentType.split(";")[0]} · <Time at={file.at} />
            {file.label ? ` · ${file.label}` : null}
          </span>
        </span>
        {kind === null ? null : (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-expanded={open}
            aria-label={`${open ? "Hide" : "Show"} ${name}`}
            onClick={() => setOpen(!open)}
          >
            {open ? <EyeOff /> : <Eye />}
          </Button>
        )}
        <Button asChild variant="ghost" size="icon-sm">
          <a href={file.url} download aria-label={`Download ${name}`}>
            <Download />
          </a>
        </Button>
      </div>
      {open ? (
        <div className="pt-1 pb-2">
          <FilePreview file={file} />
        </div>
      ) : null}
    </li>
  );
}
