/**
 * Small texts are checked at once, in a few milliseconds. Reading a large one can take a second, on purpose or not: that
 * happens on a thread of its own, so that nobody else waits, with limits on its time and memory.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { CheckedText } from "../core/plan/check";
import { type CheckedAgainst, type Checking, checkingHere } from "../core/plan/checking";
import { toolCatalog } from "../tools/descriptions";

export interface Question {
  asks: "check" | "tasks";
  text: string;
  against: CheckedAgainst;
}

/** Of the one question that is asked at a time: a thread that did not answer in time is ended. */
export interface Answer {
  checked?: CheckedText;
  tasks?: string[];
}

export interface ClosableChecking extends Checking {
  close(): Promise<void>;
}

/** Characters. The worst text of this size takes 20 to 30 ms. */
const SMALL = 8_000;
const MAX_MS = 10_000;
const MAX_MEMORY_MB = 512;
/** A thread that nobody needs takes 60 MB. */
const IDLE_MS = 5 * 60_000;

/** Which texts go to the thread, and how long it may take: other values are for tests. */
export interface CheckingLimits {
  small?: number;
  maxMs?: number;
}

export function createChecking({ small = SMALL, maxMs = MAX_MS }: CheckingLimits = {}): ClosableChecking {
  const here = checkingHere(toolCatalog);
  const thread = new CheckingThread(maxMs);
  return {
    async check(text, against = {}) {
      if (text.length <= small) return here.check(text, against);
      return (await thread.ask("check", text, against))?.checked ?? TOO_MUCH;
    },
    async referencedTasks(text) {
      if (text.length <= small) return here.referencedTasks(text);
      return (await thread.ask("tasks", text, {}))?.tasks ?? [];
    },
    close: () => thread.end(),
  };
}

const TOO_MUCH: CheckedText = {
  plan: null,
  definition: null,
  diagnostics: [
    {
      severity: "error",
      message: "The definition takes too long to read. Split it, or move data into files.",
      path: "",
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    },
  ],
};

/** One thread, begun when it is first needed. A question that ends it is answered with null, and the next one begins another. */
class CheckingThread {
  private worker: Worker | null = null;
  private idle: NodeJS.Timeout | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly maxMs: number) {}

  /** One after the other, so that each has the whole of its time. */
  ask(asks: Question["asks"], text: string, against: CheckedAgainst): Promise<Answer | null> {
    const answer = this.turn.then(() => this.put({ asks, text, against }));
    this.turn = answer.catch(() => {});
    return answer;
  }

  async end(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    if (this.idle) clearTimeout(this.idle);
    await worker?.terminate();
  }

  private async put(question: Question): Promise<Answer | null> {
    if (this.idle) clearTimeout(this.idle);
    const worker = this.worker ?? this.begin();
    let answer: Answer | null = null;
    try {
      answer = await answerOf(worker, question, this.maxMs);
    } finally {
      if (answer === null) await this.end();
    }
    this.idle = setTimeout(() => void this.end(), IDLE_MS);
    this.idle.unref();
    return answer;
  }

  private begin(): Worker {
    const worker = begin();
    this.worker = worker;
    // One that ended while nobody waited is not asked again.
    worker.on("exit", () => {
      if (this.worker === worker) this.worker = null;
    });
    return worker;
  }
}

function begin(): Worker {
  const url = pathToFileURL(path.join(process.cwd(), "server", "checking", "thread.mjs")).href;
  // As code, since the bundler takes a file's name for something to bundle.
  const worker = new Worker(`import(${JSON.stringify(url)})`, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  });
  // What ends it while nobody waits is nobody's concern.
  worker.on("error", () => {});
  return worker;
}

/** Null: it took too long, or more memory than there is. Throws what nobody expects of a text. */
function answerOf(worker: Worker, question: Question, maxMs: number): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(null), maxMs);
    const done = (answer: Answer | null) => {
      clearTimeout(timer);
      worker.off("message", done).off("error", failed).off("exit", ended).unref();
      resolve(answer);
    };
    const ended = () => done(null);
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code !== "ERR_WORKER_OUT_OF_MEMORY") reject(error);
      done(null);
    };
    worker.on("message", done).on("error", failed).on("exit", ended).ref();
    worker.postMessage(question);
  });
}
