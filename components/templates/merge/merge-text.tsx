import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

export interface MergeTextProps {
  text: string;
  /** Null: there is no merge by steps to go back to. */
  onStartAgain: (() => void) | null;
  onChange(text: string): void;
}

/** The result as one text, to change by hand. */
export function MergeText({ text, onStartAgain, onChange }: MergeTextProps) {
  return (
    <section aria-label="The result as a text">
      <div className="mb-2 flex flex-wrap items-center gap-2 text-12 text-muted-foreground">
        <p className="min-w-0 flex-1 max-md:basis-full">
          You write the result yourself. What you choose under Steps is not used while you are here.
        </p>
        {onStartAgain ? (
          <Button size="sm" onClick={onStartAgain}>
            Begin with the choices again
          </Button>
        ) : null}
      </div>
      <Textarea
        aria-label="Text of the result"
        rows={Math.min(32, Math.max(12, text.split("\n").length + 1))}
        spellCheck={false}
        wrap="off"
        className="font-mono text-12"
        value={text}
        onChange={({ target }) => onChange(target.value)}
      />
    </section>
  );
}
