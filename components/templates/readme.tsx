import type { ReactNode } from "react";
import { Inline } from "@/components/chain-builder/docs/markdown";

type Block =
  | { type: "heading"; text: string }
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "list"; ordered: boolean; items: string[] };

const ITEM = /^\s*(?:[-*]|\d+[.)])\s+/;

/** The blocks of a readme. Whatever is not one of the few forms is text. */
export function readmeBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let fresh = true;
  let fence: Extract<Block, { type: "code" }> | null = null;
  for (const line of markdown.replaceAll("\r", "").split("\n")) {
    const last = blocks.at(-1);
    if (line.startsWith("```")) {
      if (fence) fence = null;
      else {
        fence = { type: "code", text: "" };
        blocks.push(fence);
      }
      fresh = true;
    } else if (fence) fence.text += `${line}\n`;
    else if (line.trim() === "") fresh = true;
    else if (/^#{1,6} /.test(line)) {
      blocks.push({ type: "heading", text: line.replace(/^#+\s+/, "") });
      fresh = true;
    } else if (ITEM.test(line)) {
      const [ordered, text] = [/^\s*\d/.test(line), line.replace(ITEM, "")];
      if (last?.type === "list" && last.ordered === ordered) last.items.push(text);
      else blocks.push({ type: "list", ordered, items: [text] });
      fresh = false;
    } else if (!fresh && last?.type === "list") last.items.push(`${last.items.pop() ?? ""} ${line.trim()}`);
    else if (!fresh && last?.type === "text") last.text += ` ${line.trim()}`;
    else {
      blocks.push({ type: "text", text: line.trim() });
      fresh = false;
    }
  }
  return blocks;
}

/** What an author says about a template. Text only: it cannot bring markup, images or scripts of its own. */
export function Readme({ markdown }: { markdown: string }) {
  const blocks = readmeBlocks(markdown);
  if (blocks.length === 0) return <p className="text-13 text-muted-foreground">Its author wrote no readme.</p>;
  return (
    <div className="flex max-w-[68ch] flex-col gap-2.5 text-14 wrap-anywhere">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
        <ReadmeBlock key={index} block={block} />
      ))}
    </div>
  );
}

function ReadmeBlock({ block }: { block: Block }): ReactNode {
  switch (block.type) {
    case "heading":
      return <h2 className="mt-3 text-16 font-semibold first:mt-0">{block.text}</h2>;
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <pre tabIndex={0} className="overflow-x-auto rounded-md bg-muted p-3 font-mono text-12">
          {block.text}
        </pre>
      );
    case "list": {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place
        <li key={index}>
          <Words text={item} />
        </li>
      ));
      const Listing = block.ordered ? "ol" : "ul";
      return <Listing className={`space-y-1 pl-5 ${block.ordered ? "list-decimal" : "list-disc"}`}>{items}</Listing>;
    }
    default:
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
  }
}

/** One line with `code` and **loud words** in it. */
function Words({ text }: { text: string }): ReactNode {
  return loudParts(text).map(({ loud, words }, index) =>
    loud ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <strong key={index} className="font-semibold">
        <Inline text={words} />
      </strong>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <Inline key={index} text={words} />
    ),
  );
}

/** What stands between two stars on both sides is loud, but not inside of code. */
export function loudParts(text: string): { loud: boolean; words: string }[] {
  return text
    .split(/(`[^`]+`|\*\*[^*`\s](?:[^*`]*[^*`\s])?\*\*)/)
    .filter((part) => part !== "")
    .map((part) => {
      const loud = part.startsWith("**") && part.length > 4;
      return { loud, words: loud ? part.slice(2, -2) : part };
    });
}
