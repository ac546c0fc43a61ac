import Link from "next/link";
import { CodeBlock } from "@/components/shared/code-block";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";
import type { ApiDocument } from "./api-document";
import { operationsByTag } from "./api-document";
import { ApiOperation } from "./api-operation";

/** The REST API to read: made of the same document that programs get. */
export function ApiReference({ document }: { document: ApiDocument }) {
  const groups = operationsByTag(document);
  const server = document.servers[0]?.url ?? "";
  return (
    <>
      <TopBar crumbs={[{ name: "Settings", href: "/settings" }, { name: "API reference" }]} />
      <Page narrow>
        <PageHead
          title="API reference"
          about="Everything that programs can ask of this server, on behalf of the person whose token they have."
          actions={
            <>
              <Button asChild>
                <a href="/api/v1/openapi.json" download="openapi.json">
                  OpenAPI document
                </a>
              </Button>
              <Button asChild variant="primary">
                <Link href="/settings#api-tokens">Make a token</Link>
              </Button>
            </>
          }
        />
        <div className="grid gap-8 lg:grid-cols-[180px_minmax(0,1fr)]">
          <nav aria-label="Subjects" className="text-13 max-lg:hidden">
            <ul className="sticky top-6 flex flex-col gap-1">
              {groups.map(({ tag }) => (
                <li key={tag}>
                  <a href={`#${tag.toLowerCase()}`} className="link">
                    {tag}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="flex min-w-0 flex-col gap-8">
            <section aria-label="How to call it" className="text-13">
              <p className="mb-2 max-w-prose">
                Send the token with each call. Errors are problem details: a sentence, a code, and each thing that is
                wrong.
              </p>
              <CodeBlock label="A call with curl">{`curl -H "Authorization: Bearer $TOKEN" ${server}/api/v1/chains`}</CodeBlock>
            </section>
            {groups.map(({ tag, about, operations }) => (
              <section key={tag} id={tag.toLowerCase()} aria-labelledby={`${tag}-title`}>
                <h2 id={`${tag}-title`} className="text-16 font-semibold">
                  {tag}
                </h2>
                <p className="mb-3 text-13 text-muted-foreground">{about}</p>
                <ul className="flex flex-col gap-3">
                  {operations.map((operation) => (
                    <ApiOperation key={operation.id} operation={operation} document={document} server={server} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </div>
      </Page>
    </>
  );
}
