import { tokenizeJson } from "@/components/shared/json-tokens";

const COLOURS = { key: "text-code-key", string: "text-code-string", number: "text-code-number", plain: undefined };

/** A request or an answer as text: names of headers and the JSON below them have their colours. */
export function HttpBlock({ label, text }: { label: string; text: string }) {
  const lines = text.split("\n");
  const gap = lines.indexOf("");
  const [head, body] = gap < 0 ? [lines, []] : [lines.slice(0, gap), lines.slice(gap)];
  const isJson = text.startsWith("{");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="code-block max-h-80 overflow-auto text-12">
      <pre>
        {isJson ? <Json text={text} /> : <Head lines={head} />}
        {isJson || body.length === 0 ? null : <Json text={`\n${body.join("\n")}`} />}
      </pre>
    </section>
  );
}

function Head({ lines }: { lines: readonly string[] }) {
  return lines.map((line, index) => {
    const name = index === 0 ? "" : (/^[\w-]+(?=:)/.exec(line)?.[0] ?? "");
    const end = index < lines.length - 1 ? "\n" : "";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
      <span key={index}>
        <span className="text-code-key">{name}</span>
        {line.slice(name.length)}
        {end}
      </span>
    );
  });
}

function Json({ text }: { text: string }) {
  return tokenizeJson(text).map((token, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
    <span key={place} className={COLOURS[token.kind]}>
      {token.text}
    </span>
  ));
}
