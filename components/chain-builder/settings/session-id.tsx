import { CopyButton } from "@/components/shared/copy-button";

/** The name of what the steps of an execution share, for programs that follow it. */
export function SessionId({ id }: { id: string }) {
  return (
    <div className="-mx-5 flex flex-col gap-1 border-t px-5 pt-4 max-md:-mx-3 max-md:px-3">
      <span className="text-13 font-medium">Session</span>
      <span className="flex min-w-0 items-center gap-1.5">
        <code className="min-w-0 truncate font-mono text-12 text-foreground-2">{id}</code>
        <CopyButton value={id} label="Copy the session's name" size="icon-xs" />
      </span>
      <p className="text-12 text-muted-foreground">
        Names the browser and the files that the steps of an execution share.
      </p>
    </div>
  );
}
