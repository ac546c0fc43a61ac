import { Fragment } from "react";

/** The little Markdown of our tool descriptions: paragraphs, lists and `code`. */
export function Markdown({ text }: { text: string }) {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((block) => <Block key={block} text={block} />);
}

function Block({ text }: { text: string }) {
  const lines = text.split("\n");
  if (lines.every((line) => /^\s*[-*] |^\s{2,}/.test(line))) {
    const items = text.split(/^\s*[-*] /m).filter((item) => item.trim() !== "");
    return (
      <ul className="list-disc space-y-1 pl-4">
        {items.map((item) => (
          <li key={item}>
            <Inline text={item.trim()} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p>
      <Inline text={lines.join(" ")} />
    </p>
  );
}

/** One line with `code` in it. */
export function Inline({ text }: { text: string }) {
  return text.split(/(`[^`]+`)/).map((part, index) =>
    part.startsWith("`") && part.length > 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <code key={index} className="rounded-sm bg-muted px-1 font-mono text-12">
        {part.slice(1, -1)}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
