import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { errorCode, errorMessage } from "./error";

export interface QueryProblemProps {
  error: unknown;
  /** What could not be shown, e.g. "this execution". */
  what: string;
  onRetry: () => void;
}

/** In the place of data that did not come. */
export function QueryProblem({ error, what, onRetry }: QueryProblemProps) {
  const missing = errorCode(error) === "NOT_FOUND";
  return (
    <div role="alert">
      <Empty
        title={missing ? `There is no such thing here: ${what}` : `Could not load ${what}`}
        action={missing ? null : <Button onClick={onRetry}>Try again</Button>}
      >
        {errorMessage(error)}
      </Empty>
    </div>
  );
}
