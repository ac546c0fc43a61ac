import Link from "next/link";
import { LogoMark } from "@/components/shared/logo-mark";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="main" className="grid min-h-dvh place-content-center justify-items-center">
      <LogoMark className="size-8" />
      <Empty
        heading="h1"
        title="There is nothing at this address"
        action={
          <Button asChild variant="primary">
            <Link href="/chains">Go to the chains</Link>
          </Button>
        }
      >
        It may have been deleted, or the link is incomplete.
      </Empty>
    </main>
  );
}
