import type { Outbound } from "../../outbound/outbound";
import { implement, type ToolContext, ToolError } from "../tool";
import { weatherWords } from "./conditions";
import { getForecastDescription } from "./describe-forecast";
import { type Forecast, findPlace, type Place, readForecast, type WeatherSettings } from "./service";

export const createGetForecast = (outbound: Outbound, settings: WeatherSettings) =>
  implement(getForecastDescription, async (input, context) => {
    const place = await placeOf({ outbound, settings }, input.location.trim(), context);
    const forecast = await readForecast({ outbound, settings, signal: context.signal }, place, input);
    const current = {
      temperature: forecast.current.temperature_2m,
      wind_speed: forecast.current.wind_speed_10m,
      summary: weatherWords(forecast.current.weather_code),
    };
    const days = daysOf(forecast);
    const degrees = input.units === "metric" ? "°C" : "°F";
    const today = days[0] ? ` Today ${days[0].low} to ${days[0].high} ${degrees}, ${days[0].summary}.` : "";
    const summary = `${place.name}: ${current.temperature} ${degrees}, ${current.summary}.${today}`;
    context.log("info", summary);
    const { name, latitude, longitude } = place;
    return { status: "succeeded", output: { location: name, latitude, longitude, current, days, summary } };
  });

const COORDINATES = /^(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)$/;

async function placeOf(
  { outbound, settings }: { outbound: Outbound; settings: WeatherSettings },
  location: string,
  context: ToolContext,
): Promise<Place> {
  if (location.toLowerCase() === "home") {
    const home = await settings.home(context.userId);
    if (home) return home;
    throw new ToolError("No home place is set. Set it under Settings, or name a place.", { retryable: false });
  }
  const [, latitude, longitude] = COORDINATES.exec(location) ?? [];
  if (latitude !== undefined && longitude !== undefined) {
    return { name: location, latitude: Number(latitude), longitude: Number(longitude) };
  }
  const place = await findPlace(outbound, settings, location, context.signal);
  if (!place) throw new ToolError(`The weather service knows no place "${location}".`, { retryable: false });
  return place;
}

function daysOf({ daily }: Forecast) {
  return daily.time.map((date, index) => ({
    date,
    high: daily.temperature_2m_max[index] ?? 0,
    low: daily.temperature_2m_min[index] ?? 0,
    precipitation: daily.precipitation_sum[index] ?? null,
    summary: weatherWords(daily.weather_code[index] ?? 0),
  }));
}
