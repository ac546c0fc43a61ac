"use client";

import { useQuery } from "@tanstack/react-query";
import { JsonView } from "@/components/shared/json-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { JsonValue } from "@/server/core/json";
import type { FileView } from "@/server/services/execution-view";
import { csvRows } from "./csv-rows";
import { fileName, previewKind } from "./preview-kind";

const TABLE = { rows: 200, columns: 30 };

/** The content of a file, where it can be shown without running anything of it. */
export function FilePreview({ file }: { file: FileView }) {
  if (previewKind(file) === "image") {
    return (
      // biome-ignore lint/performance/noImgElement: the execution's own file, any size, never optimised
      <img
        src={file.url}
        alt={file.label ?? fileName(file)}
        className="max-h-96 max-w-full rounded-md border bg-white"
      />
    );
  }
  return <TextPreview file={file} />;
}

function TextPreview({ file }: { file: FileView }) {
  const { data, error } = useQuery({
    queryKey: ["file-preview", file.url, file.at],
    queryFn: () => readPreview(file.url),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error) return <p className="text-12 text-muted-foreground">{error.message}</p>;
  if (!data) return <Skeleton className="h-24" />;
  return (
    <div className="flex flex-col gap-1.5">
      <Content file={file} text={data.text} isCut={data.isCut} />
      {data.isCut ? (
        <p className="text-12 text-muted-foreground">This is the beginning. Download the file to see all of it.</p>
      ) : null}
    </div>
  );
}

function Content({ file, text, isCut }: { file: FileView; text: string; isCut: boolean }) {
  const kind = previewKind(file);
  if (kind === "table") return <Table rows={csvRows(text, TABLE)} name={fileName(file)} />;
  const value = kind === "json" && !isCut ? parsed(text) : undefined;
  if (value !== undefined) return <JsonView value={value} label={fileName(file)} />;
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border bg-muted p-3 font-mono text-12 whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}

function Table({ rows, name }: { rows: string[][]; name: string }) {
  const [head, ...body] = rows.map((row, line) => ({
    id: `row ${line}`,
    cells: row.map((text, column) => ({ id: `column ${column}`, text })),
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section aria-label={`Table of ${name}`} tabIndex={0} className="max-h-96 overflow-auto rounded-md border">
      <table className="w-full text-12">
        <thead>
          <tr>
            {head?.cells.map(({ id, text }) => (
              <th key={id} scope="col" className="sticky top-0 border-b bg-muted px-2 py-1 text-left font-medium">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map(({ id, cells }) => (
            <tr key={id}>
              {cells.map((cell) => (
                <td key={cell.id} className="border-b px-2 py-1 align-top">
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

async function readPreview(url: string): Promise<{ text: string; isCut: boolean }> {
  const answer = await fetch(`${url}?preview`, { cache: "no-store" });
  if (!answer.ok) throw new Error(((await answer.json()) as { error?: string }).error ?? "The file cannot be shown.");
  return { text: await answer.text(), isCut: answer.headers.get("x-cut") === "1" };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
