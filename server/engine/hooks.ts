/**
 * Lifecycle hooks of one execution: what its transitions owe is written with them. Hooks that decide (`on_error: fail`) are done before
 * what they decide about is recorded, since a recorded end never changes.
 */

import type { TransitionResult } from "../core/execution/effect";
import type { HookFailures } from "../core/execution/hook-failures";
import type { ExecutionState } from "../core/execution/state";
import { hookContext } from "../core/hooks/context";
import { decides, type Moment, momentOf, type OwedMoment, owedAt, owedMoments } from "../core/hooks/moments";
import type { PlanHook, PlanHooks } from "../core/hooks/plan-hook";
import { settleNow } from "../core/hooks/settle-now";
import { targetOf } from "../core/hooks/target";
import { HOOK_MOMENTS } from "../core/hooks/words";
import type { JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { newId } from "../new-id";
import type { DeliveryWrite } from "../store/hook-writes";
import type { Driven } from "./attempts";
import type { HookPort } from "./hook-port";
import type { EngineLog } from "./ports";

/** More than this of a moment is not kept for its hooks. */
const MAX_CONTEXT_CHARACTERS = 256 * 1024;
const TOO_LARGE = "What this hook reads is larger than 256 KB. Let it name the fields that it needs.";

type Transition = TransitionResult<ExecutionState>["transitions"][number];

interface Verdicts {
  failures: HookFailures;
  /** What deciding hooks did, by moment, until it is recorded. */
  decided: Map<string, DeliveryWrite[]>;
}

export class Hooks {
  /** Null: none has decided yet. Few executions have such hooks. */
  private said: Verdicts | null = null;
  private readonly mayDecide: boolean;

  constructor(
    private readonly port: HookPort,
    private readonly log: EngineLog,
    private readonly of: Driven,
  ) {
    this.mayDecide = !of.claimed.isTest && (planDecides(of.plan) || hasDeciding(port.setting().server));
  }

  /** Who failed what, for the rules of the execution. */
  get failures(): HookFailures | null {
    return this.said?.failures ?? null;
  }

  private get verdicts(): Verdicts {
    this.said ??= { failures: { steps: new Map(), execution: null }, decided: new Map() };
    return this.said;
  }

  /** Adds what a transition owes to the write that records it. A try-out of the builder tells nobody. */
  record(transition: Transition, state: ExecutionState): void {
    if (this.of.claimed.isTest) return;
    for (const owed of owedMoments(this.of.plan, transition, this.port.setting())) {
      // Those that decide about the begin of a step are done after it, and recorded then.
      const hooks = owed.hooks.filter((hook) => !(owed.moment === "task_started" && decides(hook, owed)));
      this.add({ ...owed, hooks }, state, this.said?.decided.get(keyOf(owed)) ?? []);
      this.said?.decided.delete(keyOf(owed));
    }
  }

  /** The first moment among transitions that are not recorded yet about which hooks have still to decide. */
  undecided(transitions: readonly Transition[]): Moment | null {
    if (!this.mayDecide) return null;
    for (const transition of transitions) {
      const moment = momentOf(transition);
      if (moment === null || moment.moment === "task_started") continue;
      const owed = owedAt(this.of.plan, moment, this.port.setting());
      if (owed.some((one) => !this.said?.decided.has(keyOf(one)) && one.hooks.some((hook) => decides(hook, one))))
        return moment;
    }
    return null;
  }

  /** Lets hooks decide about a moment; what they say is in `failures` then. `state`: as it would be. */
  async decide(moment: Moment, state: ExecutionState): Promise<void> {
    for (const owed of owedAt(this.of.plan, moment, this.port.setting())) {
      if (this.said?.decided.has(keyOf(owed))) continue;
      const { deliveries, failure } = await this.performAll(owed, state);
      this.verdicts.decided.set(keyOf(owed), deliveries);
      if (failure === null) continue;
      if (moment.step === null) this.verdicts.failures.execution = failure;
      else this.verdicts.failures.steps.set(moment.step, failure);
      return;
    }
  }

  /** Lets hooks decide whether a step that has begun may do its work; null: none has a say. */
  gate(step: number, state: ExecutionState): Promise<string | null> | null {
    const at = state.clock;
    const moment: Moment = { moment: "task_started", status: null, step, at };
    if (!this.mayDecide || this.said?.decided.has(`begun:${step}`)) return null;
    const owed = owedAt(this.of.plan, moment, this.port.setting());
    if (!owed.some((one) => one.hooks.some((hook) => decides(hook, one)))) return null;
    this.verdicts.decided.set(`begun:${step}`, []);
    return this.pass(owed, state);
  }

  private async pass(owed: readonly OwedMoment[], state: ExecutionState): Promise<string | null> {
    for (const one of owed) {
      const { deliveries, failure } = await this.performAll(one, state);
      this.add({ ...one, hooks: [] }, state, deliveries);
      if (failure !== null) return failure;
    }
    return null;
  }

  /** Does the hooks that decide, in order, until one fails; a `transform` before them makes their `vars`. */
  private async performAll(owed: OwedMoment, state: ExecutionState) {
    const deliveries: DeliveryWrite[] = [];
    const { claimed } = this.of;
    const context = this.contextOf(owed, state);
    const vars: JsonObject = {};
    for (const hook of owed.hooks) {
      if (!decides(hook, owed)) {
        const settled = hook.type === "transform" ? settleNow(hook, { ...context, vars, env: this.port.env }) : null;
        if (settled?.state === "delivered") Object.assign(vars, settled.vars);
        continue;
      }
      const id = newId();
      const { executionId, planHash } = { executionId: claimed.id, planHash: claimed.planHash };
      const now = this.settle(hook, id, { ...context, vars });
      if (now.write.state === "delivered") Object.assign(vars, now.vars);
      if (now.line) this.say(owed, now.line, state);
      let write = now.write;
      if (write.state === "waiting") {
        const { userId, depth } = claimed;
        const call = {
          id,
          hook,
          context: { ...context, vars },
          userId,
          executionId,
          planHash,
          depth,
          level: owed.level,
        };
        const outcome = await this.port.perform(call);
        write = { ...write, state: outcome.state, reason: outcome.reason, attempt: outcome.attempt };
      }
      deliveries.push(write);
      if (write.state !== "delivered")
        return { deliveries, failure: `Its hook ${hook.type} (${write.target}) failed: ${write.reason ?? "unknown"}` };
    }
    return { deliveries, failure: null };
  }

  private add(owed: OwedMoment, state: ExecutionState, decided: readonly DeliveryWrite[]): void {
    const { claimed, plan, pending } = this.of;
    const rest = decided.length > 0 ? owed.hooks.filter((hook) => hook.onError !== "fail") : owed.hooks;
    if (rest.length + decided.length === 0) return;
    const step = owed.step === null ? null : (plan.steps[owed.step] ?? null);
    const all = this.contextOf(owed, state);
    const isTooLarge = JSON.stringify(all).length > MAX_CONTEXT_CHARACTERS;
    const { execution = null, task = null } = all;
    const context: JsonObject = isTooLarge ? { execution, task } : all;
    const vars: JsonObject = {};
    const deliveries = rest.map((hook): DeliveryWrite => {
      const id = newId();
      const refused = { id, hook, target: targetOf(hook), state: "refused", reason: TOO_LARGE, attempt: null } as const;
      if (isTooLarge) return refused;
      const { write, line, vars: made } = this.settle(hook, id, { ...context, vars });
      Object.assign(vars, made);
      if (line) this.say(owed, line, state);
      return write;
    });
    if (Object.keys(vars).length > 0) context.vars = vars;
    const { userId, chainId, chainName, depth } = claimed;
    const { level, moment, status, at } = owed;
    pending.addMoment({
      ...{ id: newId(), level, moment, status, stepId: step?.id ?? null, stepName: step?.name ?? null },
      ...{ userId, chainId, chainName, context, depth, at, deliveries: [...decided, ...deliveries] },
    });
  }

  private settle(hook: PlanHook, id: string, context: JsonObject) {
    const settled = settleNow(hook, { ...context, env: this.port.env });
    const reason = settled.state === "refused" ? settled.reason : null;
    const write: DeliveryWrite = { id, hook, target: targetOf(hook), state: settled.state, reason, attempt: null };
    if (settled.state !== "delivered") return { write, line: null, vars: {} };
    return { write, line: settled.log ?? null, vars: settled.vars ?? {} };
  }

  /** A line in the log of the server, and of the execution when the hook is its owner's. */
  private say(
    owed: OwedMoment,
    line: { level: "debug" | "info" | "warn" | "error"; message: string },
    state: ExecutionState,
  ): void {
    const { claimed, plan, pending } = this.of;
    const step = owed.step === null ? null : plan.steps[owed.step];
    const fields = { executionId: claimed.id, stepId: step?.id, hook: owed.moment };
    const method = line.level === "debug" ? "info" : line.level;
    this.log[method](fields, line.message);
    const attempt = owed.step === null ? 1 : (state.steps[owed.step]?.attempt ?? 1);
    if (owed.level === "own" && step) pending.addLog(owed.at, { stepId: step.id, item: null, attempt }, line);
    if (owed.level === "own" && !step) pending.addExecutionLog(owed.at, line);
  }

  private contextOf(owed: OwedMoment, state: ExecutionState): JsonObject {
    const { claimed, plan } = this.of;
    return hookContext(owed, owed.hooks, { plan, state, chainName: claimed.chainName, overrides: claimed.overrides });
  }
}

const keyOf = ({ moment, step, level = "own" }: Moment & { level?: string }): string => `${moment}:${step}:${level}`;

const deciding = new WeakMap<Plan, boolean>();

/** Whether any hook of a plan may decide. Plans never change. */
function planDecides(plan: Plan): boolean {
  const known = deciding.get(plan);
  if (known !== undefined) return known;
  const found = hasDeciding(plan.hooks) || plan.steps.some((step) => hasDeciding(step.hooks));
  deciding.set(plan, found);
  return found;
}

const hasDeciding = (hooks: PlanHooks | null | undefined): boolean =>
  hooks !== null &&
  hooks !== undefined &&
  HOOK_MOMENTS.some((moment) => hooks[moment]?.some(({ onError }) => onError === "fail"));
