/** One thing that `doctor` looked at. */
export interface Check {
  name: string;
  status: "ok" | "warning" | "problem";
  /** What was found. */
  message: string;
  /** What to do about it; only when something is wrong. */
  todo?: string;
}

const MARKS: Record<Check["status"], string> = { ok: "✔", warning: "!", problem: "✘" };

/** The checks as lines for people. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, message, todo }) => {
    const line = `${MARKS[status]} ${name.padEnd(width)}  ${message}`;
    return todo === undefined ? [line] : [line, `  ${" ".repeat(width)}  ${todo}`];
  });
  const problems = checks.filter(({ status }) => status === "problem").length;
  return [
    ...lines,
    problems === 0 ? "Everything that is needed is there." : `${problems} ${problems === 1 ? "problem" : "problems"}.`,
  ];
}

/** Node must be new enough; `version` as `process.versions.node` has it. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { name: "Node", status: "ok", message: version };
  return { name: "Node", status: "problem", message: `${version} is too old`, todo: "Install Node 20.19 or newer." };
}

const GIGABYTE = 1024 ** 3;

/** Free space below the state folder, in bytes. */
export function checkDisk(freeBytes: number, folder: string): Check {
  const message = `${(freeBytes / GIGABYTE).toFixed(1)} GB free at ${folder}`;
  if (freeBytes >= 2 * GIGABYTE) return { name: "Disk", status: "ok", message };
  const status = freeBytes >= GIGABYTE / 4 ? "warning" : "problem";
  return {
    name: "Disk",
    status,
    message,
    todo: "Free some space, or set CHAINWRIGHT_HOME to a folder on another disk.",
  };
}
