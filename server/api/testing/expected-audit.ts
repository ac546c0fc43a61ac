import type { AuditAction } from "../../services/audit";
import { chainText, PASSWORD, type Person, type ServiceBench } from "../../testing/service-bench";
import type { Things } from "./expected-access";

/** Somebody with things, and somebody else. */
export interface AuditWorld {
  bench: ServiceBench;
  person: Person;
  other: Person;
  things: Things;
}

/** What a procedure that changes something leaves in the audit log: an entry, or nothing for a reason. */
export type AuditExpectation =
  | {
      records: AuditAction;
      /** Instead of the input of the access matrix, which may be refused or change nothing. */
      input?: (world: AuditWorld) => unknown;
    }
  | { why: string };

const OWN = "It concerns only the person who does it.";
const DRAFT = "A draft concerns nobody until it is published, which is recorded.";
const EXECUTION = "The execution's own history says who did it, when and why.";
const STARTS = "The execution that it starts says who started it.";
const DELIVERY = "The delivery's own record says what was tried when.";
const READS = "It changes nothing; what is asked does not fit into an address.";
const PRESENCE = "It says who is looking, for half a minute.";

const SCHEDULED = `${chainText("Scheduled")}\nschedule: { frequency: daily, time: "03:00", timezone: UTC }\n`;

async function scheduled({ bench, person }: AuditWorld, rest: object = {}) {
  const { id: chainId } = await bench.services.chains.create(person, SCHEDULED);
  return { chainId, ...rest };
}

/** What is published as a template was tested before. */
async function tested({ bench, person, things: { chainId } }: AuditWorld) {
  const test = { source: chainText("Theirs"), scope: { type: "whole" as const }, params: {} };
  const { id: testId } = await bench.services.chainTests.start(person, chainId, test);
  await bench.harness.ended(testId);
  return { chainId, testId, number: 1, title: "Theirs", visibility: "private" };
}

const shared = ({ things: { chainId } }: AuditWorld, rest: object) => ({ type: "chain", id: chainId, ...rest });

async function given(world: AuditWorld) {
  const { bench, person, other, things } = world;
  await bench.services.sharing.give(person, { type: "chain", id: things.chainId }, other.email, "viewer");
  return shared(world, { userId: other.id });
}

/** Every procedure that changes something has its row here; the test fails for one that has none. */
export const EXPECTED_AUDIT: Readonly<Record<string, AuditExpectation>> = {
  "account.setHome": { why: OWN },
  "account.changePassword": {
    records: "account.password",
    input: () => ({ current: PASSWORD, next: "another long password" }),
  },
  "account.revokeSession": { records: "account.signed_out" },
  "account.signOutEverywhere": { records: "account.signed_out" },
  "admin.setUserStatus": { records: "user.status" },
  "admin.setUserRole": { records: "user.role" },
  "admin.signOutUser": { records: "account.signed_out" },
  "admin.setSignUpMode": { records: "settings.changed" },
  "admin.setSettings": { records: "settings.changed" },
  "admin.createInvitation": { records: "invitation.created" },
  "admin.revokeInvitation": { records: "invitation.revoked" },
  "browser.takeOver": { why: EXECUTION },
  "browser.handBack": { why: EXECUTION },
  "browser.input": { why: EXECUTION },
  "chains.nameVersion": { why: "The name stands beside the version, whose publishing is recorded." },
  "chains.check": { why: READS },
  "chains.create": { records: "chain.created" },
  "chains.save": { records: "chain.published" },
  "chains.saveDraft": { why: DRAFT },
  "chains.discardDraft": { why: DRAFT },
  "chains.setStatus": { records: "chain.status" },
  "chains.remove": { records: "chain.deleted" },
  "chainBulk.setStatus": { records: "chain.status" },
  "chainBulk.tag": { records: "chain.published" },
  "chainBulk.throwAway": { records: "chain.deleted" },
  "chainBulk.restore": { records: "chain.restored" },
  "chainImport.preview": { why: READS },
  "chainImport.create": { records: "chain.created" },
  "chainEditors.seen": { why: PRESENCE },
  "chainEditors.left": { why: PRESENCE },
  "chainTests.start": { why: STARTS },
  "chainTests.fix": { why: DRAFT },
  "chainTests.clear": { why: DRAFT },
  "executions.start": { why: STARTS },
  "executions.cancel": { why: EXECUTION },
  "executions.pause": { why: EXECUTION },
  "executions.resume": { why: EXECUTION },
  "executions.continue": { why: EXECUTION },
  "executions.answer": { why: EXECUTION },
  "executions.replay": { why: STARTS },
  "executionBulk.cancel": { why: EXECUTION },
  "executionBulk.replay": { why: STARTS },
  "hooks.redeliver": { why: DELIVERY },
  "hooks.giveUp": { why: DELIVERY },
  "hooks.resetBreaker": { why: "A circuit opens and closes by itself; this only tries earlier." },
  "hooks.turnOn": { why: "It only has an address tried again, which the next delivery records." },
  "hooks.tryOut": { why: "It is a trial with a sample; nothing is kept of it." },
  "hooks.setServerHooks": { records: "settings.changed" },
  "notifications.markRead": { why: OWN },
  "notifications.saveSettings": { why: OWN },
  "notifications.setWebhook": { why: OWN },
  "notifications.test": { why: OWN },
  "notifications.saveOfChain": { why: OWN },
  "savedViews.save": { why: OWN },
  "savedViews.remove": { why: OWN },
  "schedules.pause": { records: "schedule.paused", input: scheduled },
  "schedules.resume": { records: "schedule.resumed", input: scheduled },
  "schedules.backfill": {
    records: "schedule.backfilled",
    input: (world) => scheduled(world, { from: Date.parse("2026-01-01Z"), to: Date.parse("2026-01-03Z") }),
  },
  "schedules.cancelBackfill": { why: "The list of backfills says that it was canceled." },
  "secrets.create": { records: "secret.created" },
  "secrets.replace": { records: "secret.replaced" },
  "secrets.setHosts": { records: "secret.hosts" },
  "secrets.remove": { records: "secret.deleted" },
  "sharing.give": {
    records: "share.given",
    input: (world) => shared(world, { email: world.other.email, role: "viewer" }),
  },
  "sharing.remove": { records: "share.removed", input: given },
  "sharing.transfer": {
    records: "chain.transferred",
    input: (world) => shared(world, { email: world.other.email }),
  },
  "tasks.create": { records: "task.created" },
  "tasks.update": { records: "task.changed" },
  "tasks.remove": { records: "task.deleted" },
  "tasks.run": { why: STARTS },
  "templates.publish": { records: "template.published", input: tested },
  "templates.setAudience": { records: "template.changed" },
  "templates.withdraw": { records: "template.withdrawn" },
  "templates.tryOut": { why: STARTS },
  "templates.tryUpdate": { why: STARTS },
  "templates.install": { records: "template.installed" },
  "templates.take": { records: "chain.published" },
  "templates.import": { records: "template.published" },
  "tokens.create": { records: "token.created" },
  "tokens.revoke": { records: "token.revoked" },
  "trash.restore": { records: "chain.restored" },
  "trash.erase": { records: "chain.erased" },
};
