import { AccountForm } from "@/components/auth/account-form";
import { AuthFrame } from "@/components/auth/auth-frame";
import { signUp } from "../actions";

export const metadata = { title: "Create an account", referrer: "no-referrer" as const };

export default async function SignUp({ searchParams }: { searchParams: Promise<{ invitation?: string | string[] }> }) {
  const { invitation } = await searchParams;
  return (
    <AuthFrame title="Create an account" about="Your chains and their results are yours alone.">
      <AccountForm kind="sign-up" action={signUp} secret={typeof invitation === "string" ? invitation : null} />
    </AuthFrame>
  );
}
