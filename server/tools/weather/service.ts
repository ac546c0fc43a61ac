import { z } from "zod";
import { OutboundFailed } from "../../outbound/failure";
import { OutboundRefused } from "../../outbound/guard";
import type { Outbound } from "../../outbound/outbound";
import { ToolError } from "../tool";

export interface Place {
  name: string;
  latitude: number;
  longitude: number;
}

export interface WeatherSettings {
  /** An Open-Meteo-compatible service: `<baseUrl>/v1/forecast`. */
  baseUrl: string;
  /** `<geocodingUrl>/v1/search`; the public service has a host of its own for it, others use `baseUrl`. */
  geocodingUrl?: string;
  /** A person's home place, from their settings. */
  home(userId: string | null): Promise<Place | null>;
}

const searchAnswer = z.object({
  results: z
    .array(z.object({ name: z.string(), country: z.string().optional(), latitude: z.number(), longitude: z.number() }))
    .default([]),
});

const forecastAnswer = z.object({
  current: z.object({ temperature_2m: z.number(), weather_code: z.number(), wind_speed_10m: z.number() }),
  daily: z.object({
    time: z.array(z.string()),
    weather_code: z.array(z.number()),
    temperature_2m_max: z.array(z.number()),
    temperature_2m_min: z.array(z.number()),
    precipitation_sum: z.array(z.number().nullable()),
  }),
});
export type Forecast = z.output<typeof forecastAnswer>;

const PUBLIC_HOST = "api.open-meteo.com";

/** Finds a place by its name; null when the service knows none. */
export async function findPlace(outbound: Outbound, settings: WeatherSettings, name: string, signal: AbortSignal) {
  const url = new URL(settings.geocodingUrl ?? settings.baseUrl);
  if (settings.geocodingUrl === undefined && url.hostname === PUBLIC_HOST) url.hostname = `geocoding-${PUBLIC_HOST}`;
  const query = { name, count: "1", format: "json" };
  const answer = await ask({ outbound, signal }, endpoint(url, "v1/search", query), searchAnswer);
  const found = answer.results[0];
  if (!found) return null;
  const place: Place = {
    name: found.country ? `${found.name}, ${found.country}` : found.name,
    latitude: found.latitude,
    longitude: found.longitude,
  };
  return place;
}

export function readForecast(
  { outbound, settings, signal }: { outbound: Outbound; settings: WeatherSettings; signal: AbortSignal },
  place: Place,
  { days, units }: { days: number; units: "metric" | "imperial" },
): Promise<Forecast> {
  const query: Record<string, string> = {
    latitude: String(place.latitude),
    longitude: String(place.longitude),
    current: "temperature_2m,weather_code,wind_speed_10m",
    daily: "weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum",
    timezone: "auto",
    forecast_days: String(days),
  };
  if (units === "imperial") {
    Object.assign(query, { temperature_unit: "fahrenheit", wind_speed_unit: "mph", precipitation_unit: "inch" });
  }
  return ask({ outbound, signal }, endpoint(new URL(settings.baseUrl), "v1/forecast", query), forecastAnswer);
}

function endpoint(base: URL, path: string, query: Record<string, string>): URL {
  const url = new URL(path, base.href.endsWith("/") ? base : `${base.href}/`);
  url.search = new URLSearchParams(query).toString();
  return url;
}

async function ask<Answer extends z.ZodType>(
  { outbound, signal }: { outbound: Outbound; signal: AbortSignal },
  url: URL,
  schema: Answer,
): Promise<z.output<Answer>> {
  const answer = await outbound.request(url, { signal, timeoutMs: 20_000 }).catch((error: unknown) => {
    if (error instanceof OutboundRefused) throw new ToolError(error.message, { retryable: false });
    if (error instanceof OutboundFailed)
      throw new ToolError(`The weather service: ${error.message}`, { retryable: true });
    throw error;
  });
  if (answer.status !== 200) {
    const retryable = answer.status === 429 || answer.status >= 500;
    throw new ToolError(`The weather service ${url.host} answered ${answer.status}.`, { retryable });
  }
  try {
    return schema.parse(JSON.parse(Buffer.from(answer.body).toString("utf8")));
  } catch {
    throw new ToolError(`The weather service ${url.host} sent something that is no weather.`, { retryable: true });
  }
}
