"use server";

import { AppError } from "@/server/errors";
import { webApp } from "@/server/web/app";
import { requestAddress } from "@/server/web/auth";
import { installSamples } from "@/server/web/samples";

/** What a form shows after it was sent. */
export interface FormState {
  ok?: true;
  error?: { field?: string; message: string };
}

/** Creates the first administrator; needs the code that the start of the server printed. */
export async function setUpAdministrator(_state: FormState, form: FormData): Promise<FormState> {
  const { services } = await webApp();
  return answered(async () => {
    const person = personOf(form);
    const { id } = await services.accounts.setUp(text(form, "token"), person, await requestAddress());
    const { name, email } = person;
    if (form.get("samples") !== null) await installSamples({ id, name, email });
  });
}

/** Creates an account, as the server's sign-up mode allows. */
export async function signUp(_state: FormState, form: FormData): Promise<FormState> {
  const { services } = await webApp();
  return answered(async () => {
    await services.accounts.signUp(personOf(form), text(form, "invitation") || null, await requestAddress());
  });
}

async function answered(work: () => Promise<void>): Promise<FormState> {
  try {
    await work();
    return { ok: true };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const field = typeof error.data.field === "string" ? { field: error.data.field } : {};
    return { error: { ...field, message: error.message } };
  }
}

const personOf = (form: FormData) => ({
  name: text(form, "name"),
  email: text(form, "email"),
  password: text(form, "password"),
});

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 10_000) : "";
}
