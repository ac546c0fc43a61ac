import { v7 as uuidv7 } from "uuid";
import { chainText } from "../../testing/service-bench";

/** Ids of things of one person; of nobody when they are missing. */
export interface Things {
  chainId: string;
  executionId: string;
  sessionId: string;
  notificationId: string;
  invitationId: string;
  userId: string;
  tokenId: string;
  taskId: string;
}

/**
 * Who may call a procedure:
 * self: everybody who is signed in, about themselves; admin: administrators only; owned: the owner of the thing that the
 * input names, for all others it is not there; blind: answers the same for things of others as for missing ones, and has
 * no effect on them.
 */
interface Row {
  access: "self" | "admin" | "owned" | "blind";
  input?: (things: Things) => unknown;
  /** What a permitted call answers when not success: the input is of the right person, but the moment is wrong. */
  answers?: "CONFLICT" | "BAD_REQUEST";
}

const source = chainText("Written by a test");
const chain =
  (rest: object = {}) =>
  ({ chainId }: Things) => ({ id: chainId, ...rest });
const scheduled =
  (rest: object = {}) =>
  ({ chainId }: Things) => ({ chainId, ...rest });
const execution =
  (rest: object = {}) =>
  ({ executionId }: Things) => ({ id: executionId, ...rest });

const taskInput = { name: "Set a value", body: { tool: "transform", operation: "set", parameters: { value: 1 } } };
const task =
  (rest: object = {}) =>
  ({ taskId }: Things) => ({ id: taskId, ...rest });

/** Every procedure has its row here; the matrix test fails for one that has none. */
export const EXPECTED_ACCESS: Readonly<Record<string, Row>> = {
  "session.me": { access: "self" },
  "account.setHome": { access: "self", input: () => ({ name: "Zurich", latitude: 47.4, longitude: 8.5 }) },
  "account.changePassword": {
    access: "self",
    input: () => ({ current: "not the password", next: "another long password" }),
    answers: "BAD_REQUEST",
  },
  "account.sessions": { access: "self" },
  "account.revokeSession": { access: "blind", input: ({ sessionId }) => ({ id: sessionId }) },
  "account.signOutEverywhere": { access: "self" },
  "admin.users": { access: "admin" },
  "admin.setUserStatus": { access: "admin", input: ({ userId }) => ({ id: userId, status: "disabled" }) },
  "admin.setUserRole": { access: "admin", input: ({ userId }) => ({ id: userId, role: "user" }) },
  "admin.signUpMode": { access: "admin" },
  "admin.setSignUpMode": { access: "admin", input: () => ({ mode: "closed" }) },
  "admin.invitations": { access: "admin" },
  "admin.createInvitation": { access: "admin", input: () => ({}) },
  "admin.revokeInvitation": { access: "admin", input: ({ invitationId }) => ({ id: invitationId }) },
  "approvals.list": { access: "self" },
  "browser.list": { access: "owned", input: execution() },
  "browser.takeOver": { access: "owned", input: execution({ session: "shared" }), answers: "CONFLICT" },
  "browser.handBack": { access: "owned", input: execution({ session: "shared" }), answers: "CONFLICT" },
  "browser.input": {
    access: "owned",
    input: execution({ session: "shared", events: [{ type: "text", text: "x" }] }),
  },
  "chains.list": { access: "self", input: () => ({}) },
  "chains.activity": { access: "self" },
  "chains.get": { access: "owned", input: chain() },
  "chains.versions": { access: "owned", input: chain() },
  "chains.version": { access: "owned", input: chain({ number: 1 }) },
  "chains.nameVersion": { access: "owned", input: chain({ number: 1, name: "The first" }) },
  "chains.check": { access: "self", input: () => ({ text: source }) },
  "chains.create": { access: "self", input: () => ({ source }) },
  "chains.save": { access: "owned", input: chain({ source, baseVersion: 1 }) },
  "chains.draft": { access: "owned", input: chain() },
  "chains.saveDraft": { access: "owned", input: chain({ source, baseVersion: 1 }) },
  "chains.discardDraft": { access: "owned", input: chain() },
  "chains.setStatus": { access: "owned", input: chain({ status: "paused" }) },
  "chains.remove": { access: "owned", input: chain() },
  "chainEditors.seen": { access: "owned", input: chain({ editor: "one", stepId: null }) },
  "chainEditors.left": { access: "owned", input: chain({ editor: "one" }) },
  "chainTests.start": { access: "owned", input: chain({ source, scope: { type: "whole" } }) },
  "chainTests.fixed": { access: "owned", input: chain() },
  "chainTests.fix": {
    access: "owned",
    input: chain({ stepId: "one", fixing: { type: "result", value: 1 } }),
  },
  "chainTests.clear": { access: "owned", input: chain({ stepId: "one" }) },
  "executions.start": {
    access: "owned",
    input: ({ chainId }) => ({ chainId, params: {}, idempotencyKey: uuidv7() }),
  },
  "executions.list": { access: "blind", input: ({ chainId }) => ({ chainId }) },
  "executions.chart": { access: "blind", input: ({ chainId }) => ({ chainId, since: 0, until: 4_000_000_000_000 }) },
  "executions.get": { access: "owned", input: execution() },
  "executions.step": { access: "owned", input: execution({ stepId: "one" }) },
  "executions.items": { access: "owned", input: execution({ stepId: "one" }) },
  "executions.explain": { access: "owned", input: execution() },
  "executions.context": { access: "owned", input: execution() },
  "executions.evaluate": { access: "owned", input: execution({ expression: "params" }) },
  "executions.events": { access: "owned", input: execution() },
  "executions.cancel": { access: "owned", input: execution() },
  "executions.pause": { access: "owned", input: execution(), answers: "CONFLICT" },
  "executions.resume": { access: "owned", input: execution(), answers: "CONFLICT" },
  "executions.continue": { access: "owned", input: execution({ stepId: "one" }), answers: "CONFLICT" },
  "executions.answer": {
    access: "owned",
    input: execution({ stepId: "one", approved: true }),
    answers: "CONFLICT",
  },
  "executions.replay": { access: "owned", input: execution({ fromStep: "one" }), answers: "CONFLICT" },
  "live.follow": {
    access: "blind",
    input: ({ executionId }) => ({ executions: [{ id: executionId, afterSeq: 0 }], notifications: true }),
  },
  "notifications.list": { access: "self", input: () => ({}) },
  "notifications.markRead": { access: "blind", input: ({ notificationId }) => ({ ids: [notificationId] }) },
  "schedules.list": { access: "self" },
  "schedules.ofChain": { access: "owned", input: scheduled() },
  "schedules.pause": { access: "owned", input: scheduled() },
  "schedules.resume": { access: "owned", input: scheduled(), answers: "CONFLICT" },
  "schedules.backfill": { access: "owned", input: scheduled({ from: 0, to: 1 }), answers: "CONFLICT" },
  "schedules.cancelBackfill": { access: "owned", input: scheduled({ id: uuidv7() }), answers: "CONFLICT" },
  "tasks.history": { access: "blind", input: ({ taskId }) => ({ taskId }) },
  "tasks.list": { access: "self", input: () => ({}) },
  "tasks.get": { access: "owned", input: task() },
  "tasks.create": { access: "self", input: () => taskInput },
  "tasks.update": { access: "owned", input: task(taskInput) },
  "tasks.remove": { access: "owned", input: task() },
  "tasks.run": { access: "owned", input: task({ idempotencyKey: "once" }) },
  "tokens.list": { access: "self" },
  "tokens.create": {
    access: "self",
    input: () => ({ name: "For a test", scopes: ["chains:read"], expiresInDays: 1 }),
  },
  "tokens.revoke": { access: "blind", input: ({ tokenId }) => ({ id: tokenId }) },
  "tools.list": { access: "self" },
  "tools.models": { access: "self" },
};
