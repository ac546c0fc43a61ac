import { expect, test } from "vitest";
import { dueAt, type Pace } from "./due";
import { wantedOf } from "./rules";

const pace = (more: Partial<Pace> = {}): Pace => ({
  ...{ emailWhen: "at_once", emailHour: 8, quietFrom: null, quietTo: null, timezone: "America/New_York" },
  ...more,
});
const night = { quietFrom: "22:00", quietTo: "07:00" };

test.each<[string, Pace, "email" | "webhook", string, string]>([
  ["at once", pace(), "email", "2026-11-21T12:34:56Z", "2026-11-21T12:34:56Z"],
  ["at the next full hour", pace({ emailWhen: "hourly" }), "email", "2026-11-21T12:34:56Z", "2026-11-21T13:00:00Z"],
  [
    "full hours of Kolkata",
    pace({ emailWhen: "hourly", timezone: "Asia/Kolkata" }),
    "email",
    "2026-11-21T12:34:56Z",
    "2026-11-21T13:30:00Z",
  ],
  ["today at eight", pace({ emailWhen: "daily" }), "email", "2026-11-21T12:34:56Z", "2026-11-21T13:00:00Z"],
  ["tomorrow at eight", pace({ emailWhen: "daily" }), "email", "2026-11-21T13:00:00Z", "2026-11-22T13:00:00Z"],
  [
    "a webhook is not gathered",
    pace({ emailWhen: "daily" }),
    "webhook",
    "2026-11-21T12:34:56Z",
    "2026-11-21T12:34:56Z",
  ],
  ["after the night, from its evening", pace(night), "webhook", "2026-11-22T03:30:00Z", "2026-11-22T12:00:00Z"],
  ["after the night, from its morning", pace(night), "email", "2026-11-22T11:59:00Z", "2026-11-22T12:00:00Z"],
  ["at the end of the quiet hours", pace(night), "email", "2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"],
  [
    "after quiet hours by day",
    pace({ quietFrom: "09:00", quietTo: "12:00" }),
    "email",
    "2026-11-21T15:00:00Z",
    "2026-11-21T17:00:00Z",
  ],
  [
    "gathered into the quiet hours",
    pace({ ...night, emailWhen: "hourly" }),
    "email",
    "2026-11-22T02:30:00Z",
    "2026-11-22T12:00:00Z",
  ],
  [
    "over a night in which the clock goes forward",
    pace({ quietFrom: "22:00", quietTo: "02:30" }),
    "email",
    "2027-03-14T05:00:00Z",
    "2027-03-14T07:00:00Z",
  ],
])("%s", (_, given, channel, at, expected) => {
  expect(new Date(dueAt(given, channel, Date.parse(at))).toISOString()).toBe(new Date(expected).toISOString());
});

test("the chain's rules go before the person's, and those before the defaults", () => {
  expect(wantedOf("chain_failed", [null, null])).toEqual({ inbox: true, email: true, webhook: true });
  const own = { chain_failed: { email: false } };
  expect(wantedOf("chain_failed", [null, own])).toEqual({ inbox: true, email: false, webhook: true });
  expect(wantedOf("chain_failed", [{ chain_failed: { email: true, inbox: false } }, own])).toEqual({
    ...{ inbox: false, email: true, webhook: true },
  });
  expect(wantedOf("step_failed", [{ chain_failed: { inbox: false } }, own])).toMatchObject({ inbox: false });
});
