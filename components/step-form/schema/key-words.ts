/** Names that read badly when made from their key. */
const WORDS: Record<string, string> = {
  url: "URL",
  css: "CSS selector",
  json: "JSON",
  test_id: "Test id",
  nth: "Which one",
  goto: "Go to",
  wait_for: "Wait for",
  for_each: "For each",
  when: "Only if",
  depends_on: "Runs after",
  join: "When several come before",
  trigger: "Starts",
  pass: "Pass on to later steps",
  rerun: "When its process dies in the middle",
  error_policy: "When it fails",
  on: "On",
  on_crash: "After a crash",
  max: "At most",
  every: "Seconds between",
  until: "Until",
  limit: "At most",
  max_every: "Longest wait",
  timeout: "Timeout, seconds",
  total_timeout: "Timeout of all attempts, seconds",
  start_timeout: "Seconds to the first sign of life",
  idle_timeout: "Seconds without a sign of life",
  initial_delay: "First wait, seconds",
  max_delay: "Longest wait, seconds",
  backoff_factor: "Each wait times",
  max_attempts: "Attempts",
  concurrency: "At once",
  task_description: "What to do",
  allowed_tools: "Tools it may call",
  output_schema: "Schema of the answer",
};

/** A key as a label: `save_as` becomes `Save as`. */
export function labelOf(key: string): string {
  const words = key.replaceAll("_", " ");
  return WORDS[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
