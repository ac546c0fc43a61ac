import { z } from "zod";
import { describeAs } from "../tool";

export const getForecastDescription = describeAs({
  tool: "weather_tool",
  operation: "get_forecast",
  summary: "Get the weather of a place, now and for the next days.",
  description: `The place is a name, coordinates, or \`home\`: the place in the settings of the chain's owner. Asks a service with Open-Meteo's
interface.`,
  example: `id: weather
tool: weather_tool
operation: get_forecast
parameters: { location: "52.52, 13.41", days: 2 }
`,
  input: z.strictObject({
    location: z.string().min(1).max(200).describe('Name of a place, "latitude, longitude", or "home".'),
    days: z.int().min(1).max(16).default(3).describe("Days, today included."),
    units: z
      .enum(["metric", "imperial"])
      .default("metric")
      .describe("metric: °C, km/h, mm; imperial: °F, mph, inches."),
  }),
  output: z.object({
    location: z.string().describe("Name of the place."),
    latitude: z.number(),
    longitude: z.number(),
    current: z
      .object({ temperature: z.number(), wind_speed: z.number(), summary: z.string() })
      .describe("The weather now."),
    days: z.array(
      z.object({
        date: z.string().describe("`2030-01-31`, in the place's own time."),
        high: z.number(),
        low: z.number(),
        precipitation: z.number().nullable(),
        summary: z.string(),
      }),
    ),
    summary: z.string().describe("One sentence."),
  }),
});
