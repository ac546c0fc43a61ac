"use client";

import Link from "next/link";
import { NotificationSettings } from "@/components/notifications/notification-settings";
import { useMe } from "@/components/session/session";
import { Page, PageHead } from "@/components/shell/page";
import { TopBar } from "@/components/shell/top-bar";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { HomeForm } from "./home-form";
import { PasswordForm } from "./password-form";
import { SecretList } from "./secret-list";
import { SessionList } from "./session-list";
import { SettingsSection } from "./settings-section";
import { ThemeChoice } from "./theme-choice";
import { TokenList } from "./token-list";

/** What holds for the signed-in person alone. */
export function SettingsPage() {
  const me = useMe();
  return (
    <>
      <TopBar crumbs={[{ name: "Settings" }]} />
      <Page narrow>
        <PageHead
          title="Settings"
          about={
            <>
              {me ? `${me.name}, ${me.email}.` : "Yours alone."}
              {me?.role === "admin" ? (
                <>
                  {" "}
                  What holds for the whole server is under{" "}
                  <Link href="/admin" className="link">
                    Administration
                  </Link>
                  .
                </>
              ) : null}
            </>
          }
        />
        <SettingsSection
          title="Home"
          about="The place that a chain means by “home”, for example when it asks for the weather."
        >
          <Card>{me ? <HomeForm key={me.id} home={me.home} /> : <Skeleton className="m-4 h-24" />}</Card>
        </SettingsSection>
        <SettingsSection title="Look" about="Light or dark. Kept in this browser.">
          <ThemeChoice />
        </SettingsSection>
        <SettingsSection title="Password" about="All other sessions end when you change it.">
          <Card>
            <PasswordForm />
          </Card>
        </SettingsSection>
        <SettingsSection
          title="Notifications"
          id="notifications"
          about="What you are told, by which ways, and when you want to be left alone. The menu of a chain has rules of its own."
        >
          <NotificationSettings />
        </SettingsSection>
        <SettingsSection
          title="API tokens"
          id="api-tokens"
          about="A token acts as you, within its scopes. For REST and other programs."
          more={
            <Link href="/settings/api" className="link">
              API reference
            </Link>
          }
        >
          <TokenList />
        </SettingsSection>
        <SettingsSection
          title="Secrets"
          id="secrets"
          about="Passwords and keys that your chains use. Stored sealed, sent to their hosts only, and shown to nobody, not even you."
        >
          <SecretList />
        </SettingsSection>
        <SettingsSection title="Sessions" about="Where you are signed in. A session that you end is out at once.">
          <SessionList />
        </SettingsSection>
      </Page>
    </>
  );
}
