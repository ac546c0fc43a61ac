import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthFrame } from "@/components/auth/auth-frame";
import { SignInForm } from "@/components/auth/sign-in-form";
import { webApp } from "@/server/web/app";

export const metadata = { title: "Sign in" };

export default async function SignIn({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  // Nobody can sign in to a server without accounts.
  if (await (await webApp()).services.accounts.needsSetup()) redirect("/setup");
  const { next } = await searchParams;
  const host = (await headers()).get("host") ?? "this address";
  return (
    <AuthFrame title="Sign in" about={`to the server at ${host}`}>
      <SignInForm next={typeof next === "string" ? next : null} />
    </AuthFrame>
  );
}
