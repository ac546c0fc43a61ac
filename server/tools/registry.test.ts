import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { describeOperation } from "./describe-operation";
import { operationDescriptions, operationKey, toolCatalog } from "./descriptions";
import { type Bench, createBench, errorOf, resultOf } from "./test-bench";

let bench: Bench;
const NOW = Date.UTC(2030, 0, 1);
beforeAll(async () => {
  bench = await createBench({ now: () => NOW });
});
afterAll(() => bench.close());

describe("the registry", () => {
  it("implements exactly what it describes", () => {
    expect(bench.tools.operations.map(operationKey)).toEqual(operationDescriptions.map(operationKey));
    expect(toolCatalog.size).toBe(operationDescriptions.length);
  });

  it.each(operationDescriptions.map((description) => [operationKey(description), description] as const))(
    "documents %s with an example that fits its own schema",
    (key, description) => {
      const step = parse(description.example) as { tool: string; operation: string; parameters: object };
      expect(operationKey(step)).toBe(key);
      expect(description.input.safeParse(step.parameters)).toMatchObject({ success: true });
      const page = describeOperation(description);
      expect(page).toContain(`## ${key}`);
      expect(page).not.toMatch(/undefined|\[object/);
    },
  );

  it("answers to an unknown operation, an unknown key and a missing value in words", async () => {
    expect(errorOf(await bench.run("none.such", {})).message).toBe("There is no operation none.such.");
    expect(errorOf(await bench.run("flow.fail", { mesage: "x" })).message).toBe(
      'parameters.message is missing. parameters has no "mesage".',
    );
  });

  it("keeps a step from starting when it is aborted already", async () => {
    const signal = AbortSignal.abort(new Error("the server stops"));
    const outcome = await bench.run("notify.send", { title: "x" }, {}, signal);
    expect(errorOf(outcome)).toMatchObject({
      code: "interrupted",
      message: "The step was interrupted: the server stops",
    });
    expect(bench.notes).toEqual([]);
  });
});

describe("small tools", () => {
  it.each([[1.5], ["text"], [null], [[1, { a: [] }]], [{ deep: { er: true } }]])(
    "transform.set returns %j",
    async (value) => {
      expect(resultOf(await bench.run("transform.set", { value }))).toEqual(value);
    },
  );
  it("transform.set wants a value", async () => {
    expect(errorOf(await bench.run("transform.set", {})).message).toBe("parameters.value is missing.");
  });

  it("flow.wait gives the point in time, and holds nothing", async () => {
    expect(await bench.run("flow.wait", { seconds: 0.25 })).toEqual({
      status: "waiting",
      until: NOW + 250,
      message: "Waits until 2030-01-01T00:00:00.250Z.",
      result: { until: "2030-01-01T00:00:00.250Z" },
    });
    const later = await bench.run("flow.wait", { until: "2030-01-01T03:00:00+02:00" });
    expect(later).toMatchObject({ status: "waiting", until: NOW + 3_600_000 });
    expect(resultOf(await bench.run("flow.wait", { until: "2029-01-01T00:00Z" }))).toEqual({
      until: "2029-01-01T00:00:00.000Z",
    });
    expect(resultOf(await bench.run("flow.wait", { seconds: 0 }))).toEqual({ until: "2030-01-01T00:00:00.000Z" });
  });
  it.each([
    [{}, "parameters: needs either `seconds` or `until`."],
    [{ seconds: 1, until: "x" }, "needs either"],
    [{ seconds: -1 }, "parameters.seconds has to be at least 0."],
    [{ until: "tomorrow" }, '"tomorrow" is no point in time'],
    [{ until: "2030-01-01T00:00" }, "with a zone"],
    [{ until: "2035-01-01T00:00Z" }, "more than 366 days away"],
  ])("flow.wait refuses %j", async (parameters, message) => {
    expect(errorOf(await bench.run("flow.wait", parameters)).message).toContain(message);
  });

  it("flow.fail fails as it is told", async () => {
    const error = errorOf(await bench.run("flow.fail", { message: "Nothing fits.", retryable: true }));
    expect(error).toMatchObject({ code: "tool_error", message: "Nothing fits.", retryable: true });
  });

  it("notify.send hands the note on with its key", async () => {
    expect(resultOf(await bench.run("notify.send", { title: "Done", body: 5, level: "success" }))).toMatchObject({
      sent: true,
    });
    expect(bench.notes).toEqual([
      {
        key: "effect-1",
        executionId: "execution-1",
        stepId: "step-1",
        userId: "user-1",
        level: "success",
        title: "Done",
        body: "5",
      },
    ]);
    expect(resultOf(await bench.run("notify.send", { title: "x" }, { userId: null }))).toMatchObject({ sent: false });
  });

  it("a defect is told from an expected failure", async () => {
    const broken = await createBench({ weather: { baseUrl: "no url", home: async () => null } });
    const error = errorOf(await broken.run("weather_tool.get_forecast", { location: "1, 2" }));
    expect(error).toMatchObject({ code: "tool_error", retryable: false });
    expect(error.message).toContain("weather_tool.get_forecast broke unexpectedly: ");
    expect(broken.warnings).toHaveLength(1);
    await broken.close();
  });
});

describe("files", () => {
  it("are written, appended to, read in three forms and listed", async () => {
    const at = (stepId: string, readableSteps: string[] = []) => ({ stepId, readableSteps });
    const written = await bench.run("files.write", { path: "out/a.json", json: { a: 1 } }, at("w1"));
    expect(resultOf(written)).toEqual({
      path: "out/a.json",
      size: 13,
      content_type: "application/json",
      file: "w1/files/out/a.json",
    });
    expect(bench.files.at(-1)).toMatchObject({ path: "w1/files/out/a.json", kind: "file" });
    await bench.run("files.write", { path: "log.txt", content: "one\n" }, at("w1"));
    await bench.run("files.write", { path: "log.txt", content: "two\n", append: true }, at("w2", ["w1"]));
    const read = async (parameters: object) =>
      resultOf(await bench.run("files.read", parameters, at("r", ["w1", "w2"])));
    expect(await read({ path: "log.txt" })).toMatchObject({ content: "one\ntwo\n", step: "w2", size: 8 });
    expect(await read({ path: "out/a.json", as: "json" })).toMatchObject({ content: { a: 1 } });
    expect(await read({ path: "log.txt", as: "base64" })).toMatchObject({ content: "b25lCnR3bwo=" });
    const list = async (pattern?: string) =>
      resultOf<{ files: { path: string }[] }>(await bench.run("files.list", { pattern }, at("r", ["w1", "w2"]))).files;
    expect((await list()).map(({ path }) => path)).toEqual(["log.txt", "out/a.json"]);
    expect((await list("*.txt")).map(({ path }) => path)).toEqual(["log.txt"]);
    expect((await list("*")).map(({ path }) => path)).toEqual(["log.txt"]);
    expect((await list("**.json")).map(({ path }) => path)).toEqual(["out/a.json"]);
  });

  it("that are not there or badly named fail for good", async () => {
    await bench.run("files.write", { path: "there.txt", content: "x" }, { stepId: "f" });
    const missing = errorOf(await bench.run("files.read", { path: "other.txt" }, { stepId: "f" }));
    expect(missing).toMatchObject({ retryable: false, message: 'There is no file "other.txt". There are: there.txt.' });
    const bad = errorOf(await bench.run("files.write", { path: "../x", content: "x" }));
    expect(bad).toMatchObject({
      code: "tool_error",
      retryable: false,
      message: expect.stringContaining('may not contain ".."'),
    });
    expect(
      errorOf(await bench.run("files.read", { path: "there.txt", as: "json" }, { stepId: "f" })).message,
    ).toContain("is no JSON");
    expect(errorOf(await bench.run("files.write", { path: "x" })).message).toContain(
      "needs either `content` or `json`",
    );
  });
});
