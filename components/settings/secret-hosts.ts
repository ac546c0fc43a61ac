/** Hosts as people type them: one a line, or with commas. */
export const hostsIn = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((host) => host.trim())
    .filter((host) => host !== "");

export const HOSTS_HINT =
  "One a line: api.example.com, *.example.com or localhost:3000. It is sent nowhere else. Without hosts it works only in runs that you start yourself.";
