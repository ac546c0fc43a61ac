import type { Effect } from "../core/execution/effect";
import type { EngineEvent, StepPlace } from "../core/execution/engine-event";
import type { Attempts } from "./attempts";

import { placeKey } from "./place";
import type { Clock } from "./ports";
import type { Timers } from "./timers";

/** What effects act on. */
export interface EffectScene {
  readonly attempts: Attempts;
  readonly timers: Timers;
  readonly clock: Clock;
  apply(event: EngineEvent): void;
}

/** Performs what transitions asked for, once they are on disk. Attempts that were told to stop before they could begin do not begin. */
export function performEffects(effects: readonly Effect[], scene: EffectScene): void {
  const stops = stopped(effects);
  for (const effect of effects)
    if (effect.type !== "run-step" || stops.size === 0 || !stops.has(keyOf(effect))) perform(effect, scene);
}

function perform(effect: Effect, scene: EffectScene): void {
  const { attempts, timers, clock } = scene;
  switch (effect.type) {
    case "run-step":
      return attempts.run(placeOf(effect), effect.attempt);
    case "stop-step": {
      const place = placeOf(effect);
      if (attempts.stop(place)) return;
      return scene.apply({ type: "step.stopped", at: clock.now(), ...place, attempt: effect.attempt });
    }
    case "start-timer": {
      const place = placeOf(effect);
      const type = effect.kind === "wake" ? "step.timer_fired" : "step.deadline_reached";
      return timers.set(`${effect.kind}:${placeKey(place)}`, effect.wakeAt, (at) =>
        scene.apply({ type, at, ...place }),
      );
    }
    case "tell-child":
      throw new Error("Orders to sub-chains are recorded with the transitions.");
  }
}

const placeOf = ({ step, item }: StepPlace): StepPlace => (item === undefined ? { step } : { step, item });

function stopped(effects: readonly Effect[]): ReadonlySet<string> {
  if (!effects.some(({ type }) => type === "stop-step")) return NONE;
  return new Set(effects.flatMap((effect) => (effect.type === "stop-step" ? [keyOf(effect)] : [])));
}

const NONE: ReadonlySet<string> = new Set();

const keyOf = (effect: StepPlace & { attempt: number }): string => `${placeKey(effect)}:${effect.attempt}`;
