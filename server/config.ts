/** The environment, parsed once. `docs/reference/configuration.md` is generated from `SETTINGS`. */
import path from "node:path";
import { z } from "zod";
import { llmPlatformsText } from "./tools/llm/settings";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");

export const SETTINGS = {
  PORT: { schema: port.optional(), default: "3000, or the next free one", about: "Port of the web server." },
  HOST: {
    schema: z.string().default("127.0.0.1"),
    default: "127.0.0.1",
    about: "Address that the web server listens on.",
  },
  CHAINWRIGHT_HOME: {
    schema: z.string().default(".chainwright"),
    default: ".chainwright",
    about: "Folder of all state: database, secrets, files of executions.",
  },
  CHAINWRIGHT_URL: {
    schema: z.url().optional(),
    default: "http://localhost:<port>",
    about: "Address under which people reach this server. Links and cookies are made for it.",
  },
  DATABASE_URL: {
    schema: z.string().optional(),
    default: "the embedded PostgreSQL",
    about: "Connection string of a PostgreSQL server (13 or newer) to use instead of the embedded one.",
  },
  CHAINWRIGHT_ALLOW_HOSTS: {
    schema: z.string().default(""),
    default: "none",
    about:
      "Private hosts that steps may reach: `host[:port]`, separated by commas. Everything else that is private is refused.",
  },
  CHAINWRIGHT_HOOK_HOSTS: {
    schema: z.string().default(""),
    default: "none",
    about:
      "Hosts that webhooks of lifecycle hooks may go to: `name`, `name:port`, `*.name`, separated by commas; `*` for all. Private ones need CHAINWRIGHT_ALLOW_HOSTS as well.",
  },
  CHAINWRIGHT_HOOK_ENV: {
    schema: z.string().default(""),
    default: "none",
    about:
      "Names of environment variables that lifecycle hooks may read, separated by commas. Everybody who writes chains can see them.",
  },
  CHAINWRIGHT_HOOK_RATE: {
    schema: z.coerce.number().int().min(1).max(10_000).default(50),
    default: "50",
    about: "Requests of webhooks that one host gets in a second, from all processes together.",
  },
  CHAINWRIGHT_ENVIRONMENT: {
    schema: z.string().max(50).default("production"),
    default: "production",
    about: "What this server is: lifecycle hooks may name in `env` where they are on.",
  },
  CHAINWRIGHT_METRICS_TOKEN: {
    schema: z.string().min(16).optional(),
    default: "none",
    about:
      "With it as bearer token `/metrics` answers; an administrator's API token with the scope `metrics:read` does too.",
  },
  CHAINWRIGHT_SECRET_KEY: {
    schema: z.string().optional(),
    default: "the file `secret-key` in the state folder, made at the first start",
    about:
      "Key of the secret store: 32 bytes in base64 (`openssl rand -base64 32`). Several, separated by commas: the first seals, the others still open.",
  },
  CHAINWRIGHT_API_CALLS: {
    schema: z.coerce.number().int().min(1).max(1_000_000).default(600),
    default: "600",
    about: "Calls of the REST API that a token or a person may make in a minute, counted by each process.",
  },
  CHAINWRIGHT_DEMO: {
    schema: flag.default(true),
    default: "true",
    about: "Serves the demo shop under /demo and lets steps reach it.",
  },
  CHROMIUM_PATH: { schema: z.string().optional(), default: "found by itself", about: "The browser's program." },
  CHAINWRIGHT_BROWSER_TRACE: {
    schema: flag.default(true),
    default: "true",
    about: "Keeps a Playwright trace of each attempt of a browser step. It contains what the step typed.",
  },
  CHAINWRIGHT_MAX_FILE_MB: {
    schema: z.coerce.number().int().min(1).max(1_000).default(50),
    default: "50",
    about: "Largest file that a step may write or download, in MB.",
  },
  CHAINWRIGHT_MAX_EXECUTION_MB: {
    schema: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
    default: "1000",
    about: "What all files of one execution may have together, pictures and traces included, in MB.",
  },
  CHAINWRIGHT_WEATHER_URL: {
    schema: z.url().default("https://api.open-meteo.com"),
    default: "https://api.open-meteo.com",
    about: "Forecast endpoint of `weather_tool`, compatible with Open-Meteo.",
  },
  CHAINWRIGHT_GEOCODING_URL: {
    schema: z.url().optional(),
    default: "Open-Meteo's, or CHAINWRIGHT_WEATHER_URL when that is set",
    about: "Place search endpoint of `weather_tool`, compatible with Open-Meteo.",
  },
  CHAINWRIGHT_HOME_PLACE: {
    schema: z.string().optional(),
    default: "none",
    about: "What `home` means in `weather_tool` when the person has set no place: `latitude,longitude[,name]`.",
  },
  CHAINWRIGHT_LLM_URL: {
    schema: z.url().optional(),
    default: "none",
    about: "Base URL of an OpenAI-compatible endpoint for orchestrated steps, such as `http://127.0.0.1:11434/v1`.",
  },
  CHAINWRIGHT_LLM_KEY: { schema: z.string().optional(), default: "none", about: "Key of that endpoint." },
  CHAINWRIGHT_LLM_MODEL: {
    schema: z.string().optional(),
    default: "none",
    about: "Model to use when a step names none.",
  },
  CHAINWRIGHT_LLM_PLATFORMS: {
    schema: llmPlatformsText.optional(),
    default: "none",
    about:
      'More endpoints that steps may name, as JSON: `{"ollama":{"url":"http://127.0.0.1:11434/v1","models":["qwen2.5"]}}`, with `key` and `structured_outputs` where they apply.',
  },
  CHAINWRIGHT_SMTP_URL: {
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    default: "none",
    about: "Mail server for notifications: `smtp://user:password@host:587`, or `smtps://…` for TLS from the start.",
  },
  CHAINWRIGHT_MAIL_FROM: {
    schema: z.string().min(3).default("Chainwright <chainwright@localhost>"),
    default: "Chainwright <chainwright@localhost>",
    about: "Sender of mails.",
  },
  CHAINWRIGHT_KEEP_DAYS: {
    schema: z.union([z.literal("all"), z.coerce.number().int().min(0).max(36_500)]).default(90),
    default: "90",
    about: "Days after which an execution that has ended is deleted with its files; `all` keeps everything.",
  },
  CHAINWRIGHT_KEEP_EXECUTIONS: {
    schema: z.coerce.number().int().min(0).max(1_000_000).default(100),
    default: "100",
    about: "So many of the newest executions of each chain are kept, however old they are.",
  },
  CHAINWRIGHT_TRASH_DAYS: {
    schema: z.union([z.literal("all"), z.coerce.number().int().min(1).max(36_500)]).default(30),
    default: "30",
    about: "Days that a chain stays in the trash before it is deleted for good; `all` keeps everything.",
  },
  CHAINWRIGHT_LOG_LEVEL: {
    schema: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    default: "info",
    about: "How much goes to the log on standard output.",
  },
} as const;

const environment = z.object({
  PORT: SETTINGS.PORT.schema,
  HOST: SETTINGS.HOST.schema,
  CHAINWRIGHT_HOME: SETTINGS.CHAINWRIGHT_HOME.schema,
  CHAINWRIGHT_URL: SETTINGS.CHAINWRIGHT_URL.schema,
  DATABASE_URL: SETTINGS.DATABASE_URL.schema,
  CHAINWRIGHT_ALLOW_HOSTS: SETTINGS.CHAINWRIGHT_ALLOW_HOSTS.schema,
  CHAINWRIGHT_DEMO: SETTINGS.CHAINWRIGHT_DEMO.schema,
  CHROMIUM_PATH: SETTINGS.CHROMIUM_PATH.schema,
  CHAINWRIGHT_BROWSER_TRACE: SETTINGS.CHAINWRIGHT_BROWSER_TRACE.schema,
  CHAINWRIGHT_MAX_FILE_MB: SETTINGS.CHAINWRIGHT_MAX_FILE_MB.schema,
  CHAINWRIGHT_MAX_EXECUTION_MB: SETTINGS.CHAINWRIGHT_MAX_EXECUTION_MB.schema,
  CHAINWRIGHT_WEATHER_URL: SETTINGS.CHAINWRIGHT_WEATHER_URL.schema,
  CHAINWRIGHT_GEOCODING_URL: SETTINGS.CHAINWRIGHT_GEOCODING_URL.schema,
  CHAINWRIGHT_HOME_PLACE: SETTINGS.CHAINWRIGHT_HOME_PLACE.schema,
  CHAINWRIGHT_LLM_URL: SETTINGS.CHAINWRIGHT_LLM_URL.schema,
  CHAINWRIGHT_LLM_KEY: SETTINGS.CHAINWRIGHT_LLM_KEY.schema,
  CHAINWRIGHT_LLM_MODEL: SETTINGS.CHAINWRIGHT_LLM_MODEL.schema,
  CHAINWRIGHT_LLM_PLATFORMS: SETTINGS.CHAINWRIGHT_LLM_PLATFORMS.schema,
  CHAINWRIGHT_HOOK_HOSTS: SETTINGS.CHAINWRIGHT_HOOK_HOSTS.schema,
  CHAINWRIGHT_HOOK_ENV: SETTINGS.CHAINWRIGHT_HOOK_ENV.schema,
  CHAINWRIGHT_HOOK_RATE: SETTINGS.CHAINWRIGHT_HOOK_RATE.schema,
  CHAINWRIGHT_ENVIRONMENT: SETTINGS.CHAINWRIGHT_ENVIRONMENT.schema,
  CHAINWRIGHT_METRICS_TOKEN: SETTINGS.CHAINWRIGHT_METRICS_TOKEN.schema,
  CHAINWRIGHT_SECRET_KEY: SETTINGS.CHAINWRIGHT_SECRET_KEY.schema,
  CHAINWRIGHT_API_CALLS: SETTINGS.CHAINWRIGHT_API_CALLS.schema,
  CHAINWRIGHT_SMTP_URL: SETTINGS.CHAINWRIGHT_SMTP_URL.schema,
  CHAINWRIGHT_MAIL_FROM: SETTINGS.CHAINWRIGHT_MAIL_FROM.schema,
  CHAINWRIGHT_KEEP_DAYS: SETTINGS.CHAINWRIGHT_KEEP_DAYS.schema,
  CHAINWRIGHT_KEEP_EXECUTIONS: SETTINGS.CHAINWRIGHT_KEEP_EXECUTIONS.schema,
  CHAINWRIGHT_TRASH_DAYS: SETTINGS.CHAINWRIGHT_TRASH_DAYS.schema,
  CHAINWRIGHT_LOG_LEVEL: SETTINGS.CHAINWRIGHT_LOG_LEVEL.schema,
});

export type Config = z.output<typeof environment>;

/** Reads and checks the environment; an empty variable counts as absent. Throws one error that names every bad variable. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment has values that cannot be used:\n${lines.join("\n")}`);
  }
  return { ...parsed.data, CHAINWRIGHT_HOME: path.resolve(parsed.data.CHAINWRIGHT_HOME) };
}

/** Where people reach the pages, for links in mails and messages; without a `/` at its end. */
export const baseUrlOf = ({ CHAINWRIGHT_URL, PORT }: Config): string =>
  (CHAINWRIGHT_URL ?? `http://localhost:${PORT ?? 3000}`).replace(/\/+$/, "");
