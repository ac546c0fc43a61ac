/** The thread that checks large texts. One question at a time; `checking.ts` asks. */
import { parentPort } from "node:worker_threads";
import { referencedTasks } from "../core/definition/inline-tasks";
import { check } from "../core/plan/check";
import { toolCatalog } from "../tools/descriptions";
import type { Answer, Question } from "./checking";

parentPort?.on("message", (question: Question) => parentPort?.postMessage(answerTo(question)));

function answerTo({ asks, text, against }: Question): Answer {
  if (asks === "tasks") return { tasks: referencedTasks(text) };
  return { checked: check(text, { catalog: toolCatalog, ...against }) };
}
