import { describe, expect, it } from "vitest";
import type { Diagnostic } from "@/server/core/definition/diagnostic";
import { nextProblem, problemOnLine, problemsOf, shortMessage } from "./problems";

const TEXT = "name: x\nsteps:\n  - tol: http\n";
const found = (
  line: number,
  column: number,
  endColumn: number,
  severity: Diagnostic["severity"] = "error",
): Diagnostic => ({
  severity,
  path: "",
  line,
  column,
  endLine: line,
  endColumn,
  message: `at ${line}:${column}`,
});

describe("problemsOf", () => {
  it("places a finding on exactly the characters it is about", () => {
    const [problem] = problemsOf(TEXT, [found(3, 5, 8)]);
    expect(problem && TEXT.slice(problem.from, problem.to)).toBe("tol");
  });

  it("puts errors before warnings, and both from top to bottom", () => {
    const sorted = problemsOf(TEXT, [found(1, 1, 2, "warning"), found(3, 5, 6), found(1, 3, 4)]);
    expect(sorted.map(({ message }) => message)).toEqual(["at 1:3", "at 3:5", "at 1:1"]);
  });

  it("stays inside of a text that has become shorter, and of its lines", () => {
    for (const problem of problemsOf(TEXT, [found(99, 5, 9), found(0, 0, 0), found(2, 50, 60)])) {
      expect(problem.from).toBeLessThanOrEqual(problem.to);
      expect(problem.to).toBeLessThanOrEqual(TEXT.length);
    }
    expect(problemsOf(TEXT, [found(2, 50, 60)])[0]?.from).toBe(TEXT.indexOf("\n  -"));
  });
});

describe("nextProblem", () => {
  const problems = problemsOf(TEXT, [found(1, 1, 2, "warning"), found(1, 3, 4), found(3, 5, 6)]);
  it.each([
    [0, "at 1:3"],
    [2, "at 3:5"],
    [28, "at 1:3"],
  ])("from %i it is the one %s", (offset, message) => {
    expect(nextProblem(problems, offset)?.message).toBe(message);
  });

  it("goes to warnings when there are no errors, and nowhere when there is nothing", () => {
    expect(nextProblem(problemsOf(TEXT, [found(1, 1, 2, "warning")]), 9)?.message).toBe("at 1:1");
    expect(nextProblem([], 0)).toBeNull();
  });
});

it("explains the first problem of a line, an error if there is one", () => {
  const problems = problemsOf(TEXT, [found(1, 1, 2, "warning"), found(1, 3, 4)]);
  expect(problemOnLine(problems, 0, 7)?.message).toBe("at 1:3");
  expect(problemOnLine(problems, 8, 14)).toBeNull();
});

it("leaves out the step where it is shown beside the message", () => {
  expect(shortMessage({ message: 'Step "a": no.', stepId: "a" })).toBe("no.");
  expect(shortMessage({ message: "no.", stepId: "a" })).toBe("no.");
});
