/** The clients of W6, in a process of their own: they follow an execution as a browser does and say when each step's end arrived. */
import { get } from "node:http";

/** `<execution> <step>`, and epoch milliseconds. */
export type Arrival = [step: string, at: number];

const [count = 0, expected = 0] = process.argv.slice(2).map(Number);
const arrivals: Arrival[] = [];
let connected = 0;

process.once("message", ({ port, paths }: { port: number; paths: string[] }) => {
  for (let index = 0; index < count; index += 1) follow(port, paths[index % paths.length] ?? "");
});

function follow(port: number, path: string): void {
  let seen = 0;
  let rest = "";
  get({ host: "127.0.0.1", port, path, headers: { accept: "text/event-stream" }, agent: false }, (response) => {
    response.setEncoding("utf8");
    response.on("data", (piece: string) => {
      const at = performance.timeOrigin + performance.now();
      if (seen === 0) connected += 1;
      if (seen === 0 && connected === count) process.send?.("connected");
      seen += 1;
      const blocks = (rest + piece).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) note(block, at);
      if (arrivals.length === expected) process.send?.(arrivals);
    });
  });
}

function note(block: string, at: number): void {
  if (!block.includes('"step.succeeded"')) return;
  const executionId = /"executionId":"([^"]+)"/.exec(block)?.[1];
  const stepId = /"stepId":"([^"]+)"/.exec(block)?.[1];
  if (executionId && stepId) arrivals.push([`${executionId} ${stepId}`, at]);
}
