import { z } from "zod";
import { procedure, router } from "./init";
import { text } from "./text";

const id = z.object({ id: z.uuid() });
const home = z.object({
  name: text().trim().min(1).max(100),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export const sessionRouter = router({
  me: procedure.query(({ ctx }) => ctx.services.accounts.me(ctx.actor)),
});

export const accountRouter = router({
  setHome: procedure
    .input(home.nullable())
    .mutation(({ ctx, input }) => ctx.services.accounts.setHome(ctx.actor, input)),
  changePassword: procedure
    .input(z.object({ current: text().max(1_000), next: text().max(1_000) }))
    .mutation(({ ctx, input }) => ctx.services.accounts.changePassword(ctx.actor, input.current, input.next)),
  sessions: procedure.query(async ({ ctx }) => ({ items: await ctx.services.accounts.sessions(ctx.actor) })),
  revokeSession: procedure
    .input(id)
    .mutation(({ ctx, input }) => ctx.services.accounts.revokeSession(ctx.actor, input.id)),
  signOutEverywhere: procedure.mutation(({ ctx }) => ctx.services.accounts.signOutEverywhere(ctx.actor)),
});

export const adminRouter = router({
  users: procedure.query(async ({ ctx }) => ({ items: await ctx.services.accounts.users(ctx.actor) })),
  setUserStatus: procedure
    .input(id.extend({ status: z.enum(["active", "disabled"]) }))
    .mutation(({ ctx, input }) => ctx.services.accounts.setUserStatus(ctx.actor, input.id, input.status)),
  setUserRole: procedure
    .input(id.extend({ role: z.enum(["admin", "user"]) }))
    .mutation(({ ctx, input }) => ctx.services.accounts.setUserRole(ctx.actor, input.id, input.role)),
  signOutUser: procedure.input(id).mutation(({ ctx, input }) => ctx.services.accounts.signOutUser(ctx.actor, input.id)),
  signUpMode: procedure.query(async ({ ctx }) => ({ mode: await ctx.services.accounts.signUpModeFor(ctx.actor) })),
  setSignUpMode: procedure
    .input(z.object({ mode: z.enum(["open", "invitation", "closed"]) }))
    .mutation(({ ctx, input }) => ctx.services.accounts.setSignUpMode(ctx.actor, input.mode)),
  settings: procedure.query(({ ctx }) => ctx.services.serverSettings.list(ctx.actor)),
  setSettings: procedure
    .input(z.object({ changes: z.record(text().max(100), text().max(10_000).nullable()) }))
    .mutation(({ ctx, input }) => ctx.services.serverSettings.change(ctx.actor, input.changes)),
  invitations: procedure.query(async ({ ctx }) => ({ items: await ctx.services.accounts.invitations(ctx.actor) })),
  createInvitation: procedure
    .input(z.object({ email: z.email().max(254).optional() }))
    .mutation(async ({ ctx, input }) => {
      const { code } = await ctx.services.accounts.createInvitation(ctx.actor, input.email ?? null);
      return { url: `${ctx.publicUrl}/sign-up?invitation=${code}` };
    }),
  revokeInvitation: procedure
    .input(id)
    .mutation(({ ctx, input }) => ctx.services.accounts.revokeInvitation(ctx.actor, input.id)),
});
