import { v7 as uuidv7 } from "uuid";
import type { Role } from "../../core/access/roles";
import { chainText } from "../../testing/service-bench";
import type { HookThings } from "./hook-things";
import { templateFile } from "./template-file";

/** Ids of things of one person; of nobody when they are missing. */
export interface Things extends HookThings {
  chainId: string;
  /** In the trash, named "Thrown away". */
  trashedId: string;
  executionId: string;
  sessionId: string;
  notificationId: string;
  invitationId: string;
  userId: string;
  tokenId: string;
  taskId: string;
  secretId: string;
  templateId: string;
  /** A chain that was made of it. */
  copyId: string;
}

/**
 * Who may call a procedure:
 * self: everybody who is signed in, about themselves; admin: administrators only; owned: the owner of the thing that the
 * input names and those with whom it is shared, for all others it is not there; blind: answers the same for things of others as for missing ones, and has
 * no effect on them.
 */
interface Row {
  access: "self" | "admin" | "owned" | "blind";
  /** Of what can be shared: the least role that may. Those below it are told so; every other thing is its owner's alone. */
  needs?: Role;
  input?: (things: Things) => unknown;
  /** What a permitted call answers when not success: the input is of the right person, but the moment is wrong. */
  answers?: "CONFLICT" | "BAD_REQUEST" | "NOT_FOUND";
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

const shared =
  (rest: object = {}) =>
  ({ chainId }: Things) => ({ type: "chain", id: chainId, ...rest });
const secret =
  (rest: object = {}) =>
  ({ secretId }: Things) => ({ id: secretId, ...rest });

const template =
  (rest: object = {}) =>
  ({ templateId }: Things) => ({ id: templateId, ...rest });
const copy =
  (rest: object = {}) =>
  ({ copyId }: Things) => ({ chainId: copyId, ...rest });

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
  "admin.signOutUser": { access: "admin", input: ({ userId }) => ({ id: userId }) },
  "admin.signUpMode": { access: "admin" },
  "admin.setSignUpMode": { access: "admin", input: () => ({ mode: "closed" }) },
  "admin.settings": { access: "admin" },
  "admin.setSettings": { access: "admin", input: () => ({ changes: { CHAINWRIGHT_TRASH_DAYS: "7" } }) },
  "admin.invitations": { access: "admin" },
  "admin.createInvitation": { access: "admin", input: () => ({}) },
  "admin.revokeInvitation": { access: "admin", input: ({ invitationId }) => ({ id: invitationId }) },
  "approvals.list": { access: "self" },
  "audit.list": { access: "admin", input: () => ({}) },
  "browser.list": { access: "owned", needs: "viewer", input: execution() },
  "browser.takeOver": {
    access: "owned",
    needs: "runner",
    input: execution({ session: "shared" }),
    answers: "CONFLICT",
  },
  "browser.handBack": {
    access: "owned",
    needs: "runner",
    input: execution({ session: "shared" }),
    answers: "CONFLICT",
  },
  "browser.input": {
    access: "owned",
    needs: "runner",
    input: execution({ session: "shared", events: [{ type: "text", text: "x" }] }),
  },
  "chains.list": { access: "self", input: () => ({}) },
  "chains.tags": { access: "self" },
  "chains.activity": { access: "self" },
  "chains.get": { access: "owned", needs: "viewer", input: chain() },
  "chains.versions": { access: "owned", needs: "viewer", input: chain() },
  "chains.version": { access: "owned", needs: "viewer", input: chain({ number: 1 }) },
  "chains.nameVersion": { access: "owned", needs: "editor", input: chain({ number: 1, name: "The first" }) },
  "chains.check": { access: "self", input: () => ({ text: source }) },
  "chains.create": { access: "self", input: () => ({ source }) },
  "chains.save": { access: "owned", needs: "editor", input: chain({ source, baseVersion: 1 }) },
  "chains.draft": { access: "owned", needs: "editor", input: chain() },
  "chains.saveDraft": { access: "owned", needs: "editor", input: chain({ source, baseVersion: 1 }) },
  "chains.discardDraft": { access: "owned", needs: "editor", input: chain() },
  "chains.setStatus": { access: "owned", needs: "editor", input: chain({ status: "paused" }) },
  "chains.remove": { access: "owned", needs: "owner", input: chain() },
  "chainBulk.setStatus": { access: "blind", input: ({ chainId }) => ({ ids: [chainId], status: "paused" }) },
  "chainBulk.tag": { access: "blind", input: ({ chainId }) => ({ ids: [chainId], add: ["x"] }) },
  "chainBulk.throwAway": { access: "blind", input: ({ chainId }) => ({ ids: [chainId] }) },
  "chainBulk.restore": { access: "blind", input: ({ trashedId }) => ({ ids: [trashedId] }) },
  "chainBulk.export": { access: "owned", input: ({ chainId }) => ({ ids: [chainId] }) },
  "chainImport.preview": {
    access: "self",
    input: () => ({ files: [{ name: "a.yaml", base64: Buffer.from(source).toString("base64") }] }),
  },
  "chainImport.create": {
    access: "self",
    input: () => ({ files: [{ name: "a.yaml", base64: Buffer.from(source).toString("base64") }] }),
  },
  "chainEditors.seen": { access: "owned", needs: "editor", input: chain({ editor: "one", stepId: null }) },
  "chainEditors.left": { access: "owned", needs: "editor", input: chain({ editor: "one" }) },
  "chainTests.start": { access: "owned", needs: "editor", input: chain({ source, scope: { type: "whole" } }) },
  "chainTests.fixed": { access: "owned", needs: "editor", input: chain() },
  "chainTests.fix": {
    access: "owned",
    needs: "editor",
    input: chain({ stepId: "one", fixing: { type: "result", value: 1 } }),
  },
  "chainTests.clear": { access: "owned", needs: "editor", input: chain({ stepId: "one" }) },
  "companions.list": { access: "self" },
  // Whom one finds is no secret to administrators; what it is for others `people.db.test.ts` says.
  "companions.find": { access: "self", input: () => ({ text: "ada" }) },
  "executions.start": {
    access: "owned",
    needs: "runner",
    input: ({ chainId }) => ({ chainId, params: {}, idempotencyKey: uuidv7() }),
  },
  "executionBulk.cancel": { access: "blind", input: ({ executionId }) => ({ ids: [executionId] }) },
  "executionBulk.replay": { access: "blind", input: ({ executionId }) => ({ ids: [executionId], key: "once" }) },
  "executions.list": { access: "blind", input: ({ chainId }) => ({ chainId }) },
  "executions.chart": { access: "blind", input: ({ chainId }) => ({ chainId, since: 0, until: 4_000_000_000_000 }) },
  "executions.get": { access: "owned", needs: "viewer", input: execution() },
  "executions.step": { access: "owned", needs: "viewer", input: execution({ stepId: "one" }) },
  "executions.items": { access: "owned", needs: "viewer", input: execution({ stepId: "one" }) },
  "executions.explain": { access: "owned", needs: "viewer", input: execution() },
  "executions.context": { access: "owned", needs: "viewer", input: execution() },
  "executions.evaluate": { access: "owned", needs: "viewer", input: execution({ expression: "params" }) },
  "executions.events": { access: "owned", needs: "viewer", input: execution() },
  "executions.cancel": { access: "owned", needs: "runner", input: execution() },
  "executions.pause": { access: "owned", needs: "runner", input: execution(), answers: "CONFLICT" },
  "executions.resume": { access: "owned", needs: "runner", input: execution(), answers: "CONFLICT" },
  "executions.continue": { access: "owned", needs: "runner", input: execution({ stepId: "one" }), answers: "CONFLICT" },
  "executions.answer": {
    access: "owned",
    needs: "runner",
    input: execution({ stepId: "one", approved: true }),
    answers: "CONFLICT",
  },
  "executions.replay": { access: "owned", needs: "runner", input: execution({ fromStep: "one" }), answers: "CONFLICT" },
  "hooks.list": { access: "blind", input: ({ executionId }) => ({ executionId }) },
  "hooks.get": { access: "owned", needs: "viewer", input: ({ deliveryId }) => ({ id: deliveryId }) },
  "hooks.overview": { access: "self", input: () => ({ since: 0 }) },
  "hooks.redeliver": { access: "blind", input: ({ deliveryId }) => ({ ids: [deliveryId] }) },
  "hooks.giveUp": { access: "blind", input: ({ deliveryId }) => ({ ids: [deliveryId] }) },
  "hooks.resetBreaker": { access: "owned", input: ({ hookHost }) => ({ host: hookHost }) },
  "hooks.turnOn": { access: "owned", input: ({ goneId }) => ({ id: goneId }) },
  "hooks.tryOut": { access: "self", input: () => ({ source: "type: log", send: false }) },
  "hooks.serverHooks": { access: "admin" },
  "hooks.setServerHooks": { access: "admin", input: () => ({ source: "", baseVersion: 0 }) },
  "live.follow": {
    access: "blind",
    input: ({ executionId }) => ({ executions: [{ id: executionId, afterSeq: 0 }], notifications: true }),
  },
  "notifications.list": { access: "self", input: () => ({}) },
  "notifications.markRead": { access: "blind", input: ({ notificationId }) => ({ ids: [notificationId] }) },
  "notifications.settings": { access: "self" },
  "notifications.saveSettings": {
    access: "self",
    input: () => ({
      ...{ rules: {}, emailWhen: "at_once", emailHour: 8, quietFrom: null, quietTo: null, timezone: "UTC" },
    }),
  },
  "notifications.setWebhook": { access: "self", input: () => ({ url: null }) },
  "notifications.test": { access: "self" },
  "notifications.ofChain": { access: "owned", needs: "viewer", input: scheduled() },
  "notifications.saveOfChain": { access: "owned", needs: "viewer", input: scheduled({ rules: {} }) },
  "savedViews.list": { access: "self", input: () => ({ page: "chains" }) },
  "savedViews.save": { access: "self", input: () => ({ page: "chains", name: "Mine", query: "whose=mine" }) },
  "savedViews.remove": { access: "blind", input: () => ({ id: uuidv7() }) },
  "schedules.list": { access: "self" },
  "schedules.ofChain": { access: "owned", needs: "viewer", input: scheduled() },
  "schedules.pause": { access: "owned", needs: "editor", input: scheduled() },
  "schedules.resume": { access: "owned", needs: "editor", input: scheduled(), answers: "CONFLICT" },
  "schedules.backfill": { access: "owned", needs: "editor", input: scheduled({ from: 0, to: 1 }), answers: "CONFLICT" },
  "schedules.cancelBackfill": {
    access: "owned",
    needs: "editor",
    input: scheduled({ id: uuidv7() }),
    answers: "CONFLICT",
  },
  "search.all": { access: "blind", input: ({ chainId }) => ({ text: chainId }) },
  "secrets.list": { access: "self" },
  "secrets.names": { access: "owned", needs: "editor", input: ({ chainId }) => ({ chainId }) },
  "secrets.create": {
    access: "self",
    input: () => ({ name: "another", value: "a value of a test", hosts: ["api.example.com"] }),
  },
  "secrets.replace": { access: "owned", input: secret({ value: "another value" }) },
  "secrets.setHosts": { access: "owned", input: secret({ hosts: [] }) },
  "secrets.remove": { access: "owned", input: secret() },
  "sharing.list": { access: "owned", needs: "viewer", input: shared() },
  "sharing.give": {
    access: "owned",
    needs: "owner",
    input: shared({ email: "nobody@example.com", role: "viewer" }),
    answers: "BAD_REQUEST",
  },
  "sharing.remove": { access: "owned", needs: "owner", input: shared({ userId: uuidv7() }), answers: "NOT_FOUND" },
  "sharing.transfer": {
    access: "owned",
    needs: "owner",
    input: shared({ email: "nobody@example.com" }),
    answers: "BAD_REQUEST",
  },
  "tasks.history": { access: "blind", input: ({ taskId }) => ({ taskId }) },
  "tasks.list": { access: "self", input: () => ({}) },
  "tasks.get": { access: "owned", needs: "viewer", input: task() },
  "tasks.create": { access: "self", input: () => taskInput },
  "tasks.update": { access: "owned", needs: "editor", input: task(taskInput) },
  "tasks.remove": { access: "owned", needs: "owner", input: task() },
  "tasks.run": { access: "owned", needs: "runner", input: task({ idempotencyKey: "once" }) },
  "templates.list": { access: "self" },
  "templates.get": { access: "owned", input: template() },
  "templates.origin": { access: "owned", needs: "viewer", input: scheduled() },
  "templates.ofChain": { access: "owned", needs: "owner", input: scheduled() },
  "templates.publish": {
    access: "owned",
    needs: "owner",
    input: scheduled({ number: 1, title: "Theirs", visibility: "private", testId: "none" }),
    answers: "BAD_REQUEST",
  },
  "templates.setAudience": { access: "owned", input: template({ visibility: "server" }) },
  "templates.withdraw": { access: "owned", input: template() },
  "templates.tryOut": { access: "owned", input: template({ number: 1 }) },
  "templates.install": { access: "owned", input: template({ number: 1, name: "Mine" }) },
  "templates.update": { access: "owned", input: copy() },
  "templates.tryUpdate": { access: "owned", input: copy({ source }) },
  "templates.take": { access: "owned", input: copy({ number: 1, source, baseVersion: 1 }) },
  "templates.export": { access: "owned", input: template({ number: 1 }) },
  "templates.import": { access: "self", input: () => ({ text: templateFile("Brought in") }) },
  "tokens.list": { access: "self" },
  "tokens.create": {
    access: "self",
    input: () => ({ name: "For a test", scopes: ["chains:read"], expiresInDays: 1 }),
  },
  "tokens.revoke": { access: "blind", input: ({ tokenId }) => ({ id: tokenId }) },
  "tools.list": { access: "self" },
  "tools.models": { access: "self" },
  "trash.list": { access: "self" },
  "trash.restore": { access: "owned", input: ({ trashedId }) => ({ id: trashedId }) },
  "trash.erase": { access: "owned", input: ({ trashedId }) => ({ id: trashedId, name: "Thrown away" }) },
};
