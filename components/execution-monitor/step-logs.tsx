"use client";

import { Download } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { AnsiText } from "@/components/shared/ansi-text";
import { CopyButton } from "@/components/shared/copy-button";
import { formatClock } from "@/components/shared/format";
import { VirtualRows, type VirtualRowsHandle } from "@/components/shared/virtual-rows";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { filterLogs, LOG_LEVELS, type LogEvent, type LogLevel, logLine, logOf } from "./log-lines";

/** What the step said. Following keeps the newest line in view. */
export function StepLogs({ logs, name }: { logs: readonly LogEvent[]; name: string }) {
  const [level, setLevel] = useState<LogLevel>("debug");
  const [text, setText] = useState("");
  const [follow, setFollow] = useState(true);
  const rows = useRef<VirtualRowsHandle>(null);
  const shown = useMemo(() => filterLogs(logs, level, text), [logs, level, text]);
  const newest = shown.at(-1)?.seq;
  const last = shown.length - 1;
  useEffect(() => {
    if (follow && newest !== undefined) rows.current?.reveal(last);
  }, [follow, newest, last]);
  if (logs.length === 0) return <Empty title="No log lines">This step has not said anything.</Empty>;
  const whole = shown.map(logLine).join("\n");
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-none flex-wrap items-center gap-2 border-b bg-card px-4 py-2 max-md:px-3">
        <Select value={level} onValueChange={(next) => setLevel(LOG_LEVELS.find((known) => known === next) ?? "debug")}>
          <SelectTrigger aria-label="Lowest level" className="h-7 w-28 text-12 max-md:h-8">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {LOG_LEVELS.map((value) => (
              <SelectItem key={value} value={value}>
                {value === "debug" ? "all levels" : value === "error" ? "error" : `from ${value}`}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <Input
          aria-label="Search in the log"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-7 w-40 flex-1 text-12 max-md:h-8"
        />
        <Label className="text-12 font-normal text-muted-foreground">
          Follow <Switch checked={follow} onCheckedChange={setFollow} />
        </Label>
        <CopyButton value={whole} label="Copy the log" size="icon-sm" />
        <Button asChild variant="ghost" size="icon-sm">
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(whole)}`}
            download={`${name}.log`}
            aria-label="Download the log"
          >
            <Download />
          </a>
        </Button>
      </div>
      {shown.length === 0 ? (
        <Empty title="Nothing fits">{`${logs.length} lines are hidden by the level or the search.`}</Empty>
      ) : (
        <VirtualRows
          ref={rows}
          count={shown.length}
          rowHeight={28}
          keyOf={(index) => shown[index]?.seq ?? index}
          className="text-12"
          frameClassName="py-1"
        >
          {(index) => {
            const event = shown[index];
            return event ? <LogRow event={event} /> : null;
          }}
        </VirtualRows>
      )}
    </div>
  );
}

const LEVEL_TONES: Record<LogLevel, string> = {
  debug: "text-muted-foreground",
  info: "text-muted-foreground",
  warn: "font-medium text-waiting",
  error: "font-medium text-failed",
};

function LogRow({ event }: { event: LogEvent }) {
  const { level, message, data } = logOf(event);
  return (
    <div
      className={cn(
        "grid min-h-7 grid-cols-[60px_38px_minmax(0,1fr)] items-baseline gap-2 px-4 py-1 hover:bg-muted max-md:px-3",
        level === "error" && "bg-failed-soft",
      )}
    >
      <time className="font-mono text-muted-foreground" dateTime={new Date(event.at).toISOString()}>
        {formatClock(event.at)}
      </time>
      <span className={LEVEL_TONES[level]}>{level}</span>
      <span className="font-mono wrap-anywhere whitespace-pre-wrap">
        <AnsiText text={message} />
        {data === undefined ? null : <span className="text-muted-foreground"> {JSON.stringify(data)}</span>}
      </span>
    </div>
  );
}
