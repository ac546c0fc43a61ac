import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { errorCode, errorMessage } from "./error";

export interface QueryProblemProps {
  error: unknown;
  /** What could not be shown, e.g. "this execution". */
  what: string;
  onRetry: () => void;
  /** Nothing else is on the page: the title is its heading. */
  alone?: boolean;
}

/** In the place of data that did not come. */
export function QueryProblem({ error, what, onRetry, alone }: QueryProblemProps) {
  const missing = errorCode(error) === "NOT_FOUND";
  return (
    <div role="alert">
      <Empty
        heading={alone ? "h1" : "h2"}
        title={missing ? `There is no ${what.replace(/^(this|the|your) /, "such ")}` : `Could not load ${what}`}
        action={missing ? <WayOut alone={alone} /> : <Button onClick={onRetry}>Try again</Button>}
      >
        {errorMessage(error)}
      </Empty>
    </div>
  );
}

/** From a page that shows nothing else. */
function WayOut({ alone }: Pick<QueryProblemProps, "alone">) {
  if (!alone) return null;
  return (
    <Button asChild>
      <Link href="/chains">Go to the chains</Link>
    </Button>
  );
}
