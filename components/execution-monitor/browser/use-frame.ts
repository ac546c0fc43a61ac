"use client";

import { useEffect, useRef, useState } from "react";

/**
 * The newest picture of an open browser as an address for an image; null while there is none. One picture is on its way at a time: a
 * slow connection skips those that came meanwhile.
 */
export function useFrame(executionId: string, session: string, number: number): string | null {
  const [source, setSource] = useState<string | null>(null);
  const wanted = useRef(0);
  const busy = useRef(false);
  const address = `/api/executions/${encodeURIComponent(executionId)}/browser/${encodeURIComponent(session)}`;

  useEffect(() => {
    wanted.current = number;
    if (number === 0 || busy.current) return;
    const load = async () => {
      busy.current = true;
      let loaded = -1;
      while (loaded !== wanted.current) {
        loaded = wanted.current;
        const picture = await readPicture(`${address}?number=${loaded}`);
        if (picture) setSource(URL.createObjectURL(picture));
      }
    };
    void load().finally(() => {
      busy.current = false;
    });
  }, [address, number]);

  // A picture is let go of when the next one stands in its place.
  useEffect(() => {
    if (source === null) return;
    return () => URL.revokeObjectURL(source);
  }, [source]);
  return source;
}

async function readPicture(address: string): Promise<Blob | null> {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
