/** The rules of the core as their files say them: each has its table on top, as a comment. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { table } from "./markdown";

const CORE = path.join(import.meta.dirname, "../../server/core");

/** Paragraphs and tables of a file's first comment that has a table, as Markdown. @throws Error when there is none. */
export function rulesOf(file: string): string[] {
  const text = readFileSync(path.join(CORE, file), "utf8");
  const comments = [...text.matchAll(/^\/\*\*\n([\s\S]*?)\n \*\/$/gm)].map((match) => match[1] ?? "");
  const comment = comments.find((one) => one.includes("\n * |"));
  if (comment === undefined) throw new Error(`${file} has no table of its rules.`);
  const blocks = comment
    .split("\n")
    .map((line) => line.replace(/^ \* ?/, ""))
    .join("\n")
    .split("\n\n");
  return blocks.map((block) => (block.startsWith("|") ? tableOf(file, block) : block.replaceAll("\n", " ")));
}

function tableOf(file: string, block: string): string {
  const rows = block.split("\n").map((line) =>
    line
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const [head = [], ...body] = rows;
  const odd = body.find((row) => row.length !== head.length);
  if (odd) throw new Error(`A row of the table in ${file} does not fit its head: ${odd.join(" | ")}`);
  return table(head.map(capital), body);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
