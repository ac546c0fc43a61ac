import { cn } from "@/components/ui/cn";
import { tokenizeJson } from "./json-tokens";
import { tokenizeYamlLine } from "./yaml-tokens";

const COLOURS: Record<string, string | undefined> = {
  key: "text-code-key",
  string: "text-code-string",
  number: "text-code-number",
  template: "text-code-template",
  comment: "text-muted-foreground",
};

export interface CodeViewProps {
  source: string;
  language: "yaml" | "json";
  label: string;
  className?: string;
}

/** A definition to read, with line numbers. */
export function CodeView({ source, language, label, className }: CodeViewProps) {
  const lines = source.replace(/\n$/, "").split("\n");
  const tokenize = language === "json" ? tokenizeJson : tokenizeYamlLine;
  return (
    <section
      className={cn("code-block rounded-b-lg pl-0", className)}
      data-flat
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
    >
      <code className="block w-max min-w-full font-mono">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <span key={index} className="grid grid-cols-[48px_1fr]">
            <span className="pr-4 text-right text-muted-foreground select-none" aria-hidden>
              {index + 1}
            </span>
            <span>
              {tokenize(line).map((token, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
                <span key={place} className={COLOURS[token.kind]}>
                  {token.text}
                </span>
              ))}
              {"\n"}
            </span>
          </span>
        ))}
      </code>
    </section>
  );
}
