import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoopbackServer, startLoopbackServer } from "../../outbound/loopback-server";
import { type Bench, createBench, errorOf, resultOf } from "../test-bench";

/** Answers as Open-Meteo does, with weather made from the coordinates. */
let service: LoopbackServer;
let bench: Bench;
let asked: URL[] = [];
beforeAll(async () => {
  service = await startLoopbackServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    asked.push(url);
    const send = (value: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (url.pathname === "/om/v1/search") {
      const known = url.searchParams.get("name") === "Berlin";
      const berlin = { name: "Berlin", country: "Germany", latitude: 52.52, longitude: 13.41 };
      return void send(known ? { results: [berlin] } : {});
    }
    if (url.searchParams.get("latitude") === "-1") return void send({ error: true, reason: "down" }, 503);
    if (url.searchParams.get("latitude") === "-2") return void response.end("<html>");
    const days = Array.from({ length: Number(url.searchParams.get("forecast_days")) }, (_, index) => index + 1);
    send({
      current: { temperature_2m: 7.5, weather_code: 61, wind_speed_10m: 12 },
      daily: {
        time: days.map((day) => `2030-01-0${day}`),
        weather_code: days.map(() => 3),
        temperature_2m_max: days.map((day) => 9 + day),
        temperature_2m_min: days.map((day) => day),
        precipitation_sum: days.map((day) => (day === 1 ? 0.4 : null)),
      },
    });
  });
  bench = await createBench({
    allow: `127.0.0.1:${service.port}`,
    weather: {
      baseUrl: `${service.url}/om`,
      home: async (userId) => (userId === "user-1" ? { name: "Home", latitude: 40, longitude: -70 } : null),
    },
  });
});
afterAll(async () => {
  await bench.close();
  await service.close();
});
const forecast = (parameters: object, call = {}) => bench.run("weather_tool.get_forecast", parameters, call);

describe("weather_tool.get_forecast", () => {
  it("finds a place by its name", async () => {
    asked = [];
    expect(resultOf(await forecast({ location: "Berlin", days: 2 }))).toEqual({
      location: "Berlin, Germany",
      latitude: 52.52,
      longitude: 13.41,
      current: { temperature: 7.5, wind_speed: 12, summary: "light rain" },
      days: [
        { date: "2030-01-01", high: 10, low: 1, precipitation: 0.4, summary: "overcast" },
        { date: "2030-01-02", high: 11, low: 2, precipitation: null, summary: "overcast" },
      ],
      summary: "Berlin, Germany: 7.5 °C, light rain. Today 1 to 10 °C, overcast.",
    });
    expect(asked.map(({ pathname }) => pathname)).toEqual(["/om/v1/search", "/om/v1/forecast"]);
  });

  it("takes coordinates, and home from the settings of the owner", async () => {
    expect(resultOf(await forecast({ location: "52.5, -13.25" }))).toMatchObject({ latitude: 52.5, longitude: -13.25 });
    expect(resultOf(await forecast({ location: "home" }))).toMatchObject({
      location: "Home",
      latitude: 40,
      longitude: -70,
    });
    const nobody = errorOf(await forecast({ location: "Home" }, { userId: null }));
    expect(nobody).toMatchObject({ retryable: false, message: expect.stringContaining("Set it under Settings") });
  });

  it("asks in the units that are wanted", async () => {
    asked = [];
    expect(resultOf(await forecast({ location: "1,2", units: "imperial" })).summary).toContain("7.5 °F");
    expect(asked[0]?.searchParams.get("temperature_unit")).toBe("fahrenheit");
  });

  it.each([
    ["Nowhere", 'The weather service knows no place "Nowhere".', false],
    ["-1, 0", "answered 503.", true],
    ["-2, 0", "sent something that is no weather.", true],
  ])("says what is wrong with %s", async (location, message, retryable) => {
    const error = errorOf(await forecast({ location }));
    expect(error.message).toContain(message);
    expect(error.retryable).toBe(retryable);
  });
});
