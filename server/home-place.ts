import type { HomePlace } from "../db/schema";

/** Reads `latitude,longitude[,name]`. */
export function placeFromText(text: string): HomePlace {
  const [latitude, longitude, ...name] = text.split(",").map((part) => part.trim());
  const place = { latitude: Number(latitude), longitude: Number(longitude), name: name.join(", ") || "Home" };
  const valid =
    Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180 && latitude !== "" && longitude !== undefined;
  if (!valid) throw new Error(`CHAINWRIGHT_HOME_PLACE is "${text}". Write it like 52.52,13.41,Berlin.`);
  return place;
}
