import { headers } from "next/headers";
import { AuthFrame } from "@/components/auth/auth-frame";
import { SignInForm } from "@/components/auth/sign-in-form";

export const metadata = { title: "Sign in" };

export default async function SignIn({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  const host = (await headers()).get("host") ?? "this address";
  return (
    <AuthFrame title="Sign in" about={`to the server at ${host}`}>
      <SignInForm next={typeof next === "string" ? next : null} />
    </AuthFrame>
  );
}
