import { redirect } from "next/navigation";
import { AccountForm } from "@/components/auth/account-form";
import { AuthFrame } from "@/components/auth/auth-frame";
import { webApp } from "@/server/web/app";
import { setUpAdministrator } from "../actions";

export const metadata = { title: "Create the administrator", referrer: "no-referrer" as const };

export default async function SetUp({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  if (!(await (await webApp()).services.accounts.needsSetup())) redirect("/sign-in");
  const { token } = await searchParams;
  return (
    <AuthFrame
      title="Create the administrator"
      about="The first account of this server. It decides who else may use it. This page works once."
    >
      <AccountForm kind="setup" action={setUpAdministrator} secret={typeof token === "string" ? token : null} />
    </AuthFrame>
  );
}
