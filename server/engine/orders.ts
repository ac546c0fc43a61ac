/** What persons, programs and sub-chains say to one execution while this process drives it. Each command is heard once. */
import { isExecutionEnded } from "../core/execution/states";
import type { StoredCommand } from "../store/commands";
import type { Driven, DriverHost } from "./attempts";
import { eventOf, placeIn } from "./command-event";
import type { DriverEnvironment } from "./driver-environment";
import { entryAt } from "./place";

export class Orders {
  /** Most executions hear none. */
  private seen: Set<number> | null = null;
  /** Ends of sub-chains that are being read: their events are still to come. */
  private reading = 0;

  constructor(
    private readonly env: DriverEnvironment,
    private readonly of: Driven,
    private readonly driver: DriverHost,
  ) {}

  /** Whether events are still to come. */
  get busy(): boolean {
    return this.reading > 0;
  }

  obey(command: StoredCommand): void {
    this.seen ??= new Set();
    if (this.driver.closed || this.seen.has(command.id)) return;
    this.seen.add(command.id);
    if (command.command === "child_ended") return void this.hearOfChild(command);
    // Two people cancel at the same moment: the first has ended it, and nothing comes after an end.
    if (isExecutionEnded(this.driver.state.status)) {
      this.of.pending.addObeyed(command.id);
      this.driver.added();
      return;
    }
    const at = this.env.clock.now();
    this.of.pending.addCommand(at, command);
    const event = eventOf(this.of.plan, command, at);
    if (event) this.driver.apply(event);
    this.driver.added();
  }

  /** A sub-chain ended: its results are read, and become the step's. */
  private async hearOfChild(command: StoredCommand): Promise<void> {
    const place = placeIn(this.of.plan, command);
    const childId = String((command.data as { childId?: string } | null)?.childId);
    const waits = place !== null && entryAt(this.driver.state, place)?.childId === childId;
    this.reading += 1;
    try {
      const end = waits ? await this.env.children.end(childId) : null;
      if (this.driver.closed) return;
      this.of.pending.addObeyed(command.id);
      const at = this.env.clock.now();
      if (end && place)
        this.driver.apply({ type: "step.child_ended", at, ...place, childId, ...end, random: Math.random() });
    } catch (error) {
      this.env.log.warn(
        { err: error, executionId: this.of.claimed.id },
        "The end of a sub-chain could not be read; trying again.",
      );
      this.seen?.delete(command.id);
    } finally {
      this.reading -= 1;
      this.driver.added();
    }
  }
}
