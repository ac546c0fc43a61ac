"use client";

import { useMe } from "@/components/session/session";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Invitations } from "./invitations";
import { LatestAudit } from "./latest-audit";
import { ServerSettings } from "./server/server-settings";
import { SignUpMode } from "./sign-up-mode";
import { UserTable } from "./user-table";

/** People of this server, and how new ones come in. Administrators only; the server refuses everyone else. */
export function AdminPage() {
  const me = useMe();
  return (
    <>
      <TopBar crumbs={[{ name: "Administration" }]} />
      <Page>
        <PageHead title="Administration" about="Who may use this server, and what holds for all of it." />
        {me && me.role !== "admin" ? (
          <Card>
            <Empty title="Only for administrators">Ask an administrator of this server for what you need.</Empty>
          </Card>
        ) : (
          <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_440px]">
            <div className="grid min-w-0 gap-4">
              <UserTable />
              <Invitations />
              <LatestAudit />
            </div>
            <div className="grid min-w-0 gap-4">
              <SignUpMode />
              <ServerSettings />
            </div>
          </div>
        )}
      </Page>
    </>
  );
}
