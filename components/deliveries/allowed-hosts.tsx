"use client";

import Link from "next/link";
import { useMe } from "@/components/session/session";

/** Where webhooks may go, and how that is changed. */
export function AllowedHosts({ hosts }: { hosts: readonly string[] }) {
  const isAdmin = useMe()?.role === "admin";
  return (
    <p className="text-12 text-muted-foreground">
      {hosts.length === 0 ? "Webhooks may go nowhere yet. " : "Webhooks may go to "}
      {hosts.map((host, index) => (
        <span key={host}>
          {index > 0 ? ", " : ""}
          <span className="font-mono text-foreground-2">{host}</span>
        </span>
      ))}
      {hosts.length === 0 ? "" : ". "}
      {isAdmin ? (
        <Link href="/admin" className="link">
          Change the list
        </Link>
      ) : (
        "An administrator can add hosts."
      )}
    </p>
  );
}
