import type { ScheduleRow } from "@/server/services/schedules";

/** In words, without the zone, which stands below. */
export const shortWords = ({ words, schedule }: Pick<ScheduleRow, "words" | "schedule">): string =>
  words.replace(` (${schedule.timezone})`, "");
