import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../errors";

/** Calls per minute of one token or person, counted by each process for itself. */
export class Rate {
  private readonly limiter: RateLimiterMemory;

  /** How many may be made is asked for each call: an administrator may change it. */
  constructor(private readonly perMinute: () => number) {
    this.limiter = new RateLimiterMemory({ points: perMinute(), duration: 60 });
  }

  /** Counts a call. @returns headers that say how many are left. @throws AppError too_many_requests */
  async count(key: string): Promise<Record<string, string>> {
    this.limiter.points = this.perMinute();
    try {
      return this.headers(await this.limiter.consume(key));
    } catch (refused) {
      const left = refused as RateLimiterRes;
      const seconds = Math.ceil(left.msBeforeNext / 1000);
      const message = `At most ${this.perMinute()} calls a minute. Try again in ${seconds} s.`;
      throw new AppError("too_many_requests", message, {
        headers: { ...this.headers(left), "retry-after": `${seconds}` },
      });
    }
  }

  private headers({ remainingPoints, msBeforeNext }: RateLimiterRes): Record<string, string> {
    return {
      "ratelimit-limit": String(this.perMinute()),
      "ratelimit-remaining": String(Math.max(0, remainingPoints)),
      "ratelimit-reset": String(Math.ceil(msBeforeNext / 1000)),
    };
  }
}
