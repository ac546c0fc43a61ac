import { CircleCheck } from "lucide-react";
import { CopyButton } from "@/components/shared/copy-button";
import { Time } from "@/components/shared/time";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import type { TokenView } from "@/server/services/tokens";

/** A token, for the only time. */
export function ReadyToken({ token, onDone }: { token: TokenView & { token: string }; onDone(): void }) {
  return (
    <Card className="border-foreground p-4 shadow-[inset_0_0_0_1px_var(--foreground)]">
      <div className="flex items-start gap-2 text-13" role="status">
        <CircleCheck className="mt-0.5 size-4 flex-none" aria-hidden />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">Token “{token.name}” is ready</p>
          <p className="text-12 text-muted-foreground">
            This is the only time it is shown. The server keeps a hash of it.
            {token.expiresAt === null ? null : (
              <>
                {" "}
                It holds until <Time at={token.expiresAt} />.
              </>
            )}
          </p>
        </div>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Input
          readOnly
          aria-label="The token"
          value={token.token}
          className="min-w-0 flex-1 font-mono text-12"
          onFocus={(event) => event.target.select()}
        />
        <CopyButton value={token.token} label="Copy the token" />
        <Button onClick={onDone}>I have it</Button>
      </div>
    </Card>
  );
}
