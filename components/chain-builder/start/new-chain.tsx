"use client";

import { useMemo, useState } from "react";
import { useMe } from "@/components/session/session";
import type { EditorKnowledge } from "../complete/knowledge";
import { localCopyOf } from "../draft/local-copy";
import { unixLines } from "../draft/use-draft";
import { ChooseStart } from "./choose-start";
import type { Example } from "./example";
import { NewChainEditor } from "./new-chain-editor";

/** The page of a chain that does not exist yet: first something to begin with, then the editor. */
export function NewChain({ knowledge, examples }: { knowledge: EditorKnowledge; examples: readonly Example[] }) {
  const me = useMe();
  const copy = useMemo(() => (me ? localCopyOf(me.id, null) : null), [me]);
  const [start, setStart] = useState<string | null>(null);
  if (!copy || start === null) {
    return (
      <ChooseStart
        examples={examples}
        unfinished={copy?.read() ?? null}
        onForget={() => copy?.remove()}
        onChoose={(text) => setStart(unixLines(text))}
      />
    );
  }
  return <NewChainEditor knowledge={knowledge} start={start} copy={copy} onBack={() => setStart(null)} />;
}
