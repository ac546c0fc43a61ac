"use client";

import Link from "next/link";
import { CodeView } from "@/components/shared/code-view";
import { plural } from "@/components/shared/format";
import { Time } from "@/components/shared/time";
import { Empty } from "@/components/ui/empty";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { TemplateVersionView, TemplateView } from "@/server/services/templates/template-view";
import { Readme } from "./readme";

/** What there is to know about a template. */
export function TemplateTabs({ template }: { template: TemplateView }) {
  const { version, versions, own, installs } = template;
  const params = Object.keys(version.params).length;
  return (
    <Tabs defaultValue="readme">
      <TabsList aria-label="About the template" className="ml-0 px-5">
        <TabsTrigger value="readme">Readme</TabsTrigger>
        <TabsTrigger value="params" count={params}>
          Parameters
        </TabsTrigger>
        <TabsTrigger value="text">YAML</TabsTrigger>
        <TabsTrigger value="versions" count={versions.length}>
          Versions
        </TabsTrigger>
        {own ? (
          <TabsTrigger value="used" count={installs}>
            Used by
          </TabsTrigger>
        ) : null}
      </TabsList>
      <TabsContent value="readme" className="px-5 pt-4 pb-6">
        <Readme markdown={version.readme} />
      </TabsContent>
      <TabsContent value="params" className="px-5 pt-4 pb-6">
        <Params version={version} />
      </TabsContent>
      <TabsContent value="text">
        <CodeView
          source={version.source}
          language={version.source.trimStart().startsWith("{") ? "json" : "yaml"}
          label={`Text of version ${version.number}`}
        />
      </TabsContent>
      <TabsContent value="versions" className="px-5 pt-4 pb-6">
        <ol reversed className="flex flex-col gap-3 text-13">
          {versions.map(({ number, notes, createdAt }) => (
            <li key={number}>
              <Link href={`/templates/${template.id}?version=${number}`} className="font-medium underline">
                Version {number}
              </Link>
              <span className="ml-2 text-12 text-muted-foreground">
                <Time at={createdAt} />
              </span>
              <p className="wrap-anywhere text-foreground-2">{notes || (number === 1 ? "The first." : "No notes.")}</p>
            </li>
          ))}
        </ol>
      </TabsContent>
      {own ? (
        <TabsContent value="used" className="px-5 pt-4 pb-6">
          {own.usedBy.length === 0 ? (
            <Empty title="No copies yet">When somebody installs it, you see here which version they have.</Empty>
          ) : (
            <ul aria-label="Copies by version" className="flex flex-col gap-1.5 text-13">
              {own.usedBy.map(({ version: number, copies }) => (
                <li key={number}>
                  Version {number}: {plural(copies, "copy", "copies")}
                </li>
              ))}
            </ul>
          )}
        </TabsContent>
      ) : null}
    </Tabs>
  );
}

function Params({ version: { params, told } }: { version: TemplateVersionView }) {
  const entries = Object.entries(params);
  if (entries.length === 0) return <p className="text-13 text-muted-foreground">It has no parameters.</p>;
  return (
    <dl className="flex flex-col gap-3 text-13">
      {entries.map(([name, param]) => (
        <div key={name}>
          <dt>
            <span className="font-medium">{param.title ?? name}</span>{" "}
            <span className="font-mono text-12 text-muted-foreground">
              {name} · {param.type}
              {param.required ? ", required" : ""}
            </span>
          </dt>
          <dd className="text-foreground-2 wrap-anywhere">
            {told[name]?.description ?? param.description ?? "Its author says nothing about it."}
            {told[name]?.example ? (
              <span className="block text-12 text-muted-foreground">
                For example <code className="rounded-sm bg-muted px-1 font-mono">{told[name]?.example}</code>
              </span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
