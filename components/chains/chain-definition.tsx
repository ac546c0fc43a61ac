"use client";

import { Download } from "lucide-react";
import { CodeView } from "@/components/shared/code-view";
import { CopyButton } from "@/components/shared/copy-button";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";

export interface ChainDefinitionProps {
  source: string;
  name: string;
  language: "yaml" | "json";
}

/** The text of a version, to read, copy and take along. */
export function ChainDefinition({ source, name, language }: ChainDefinitionProps) {
  const file = `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "chain"
  }.${language}`;
  return (
    <Card>
      <CardHeader>
        <span className="font-mono text-12">{file}</span>
        <span className="ml-auto flex gap-1">
          <CopyButton value={source} label="Copy the definition" size="icon-sm" />
          <Button asChild variant="ghost" size="icon-sm">
            <a
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(source)}`}
              download={file}
              aria-label="Download the definition"
            >
              <Download />
            </a>
          </Button>
        </span>
      </CardHeader>
      <CodeView source={source} language={language} label={`Definition ${file}`} />
    </Card>
  );
}
