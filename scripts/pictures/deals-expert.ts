import type { Script } from "../../server/tools/llm/testing/scripted-model";

/** What the model of the pictures says: it looks something up, tries what it may not, and gets its answer wrong once. */
export const dealsExpert: Script = ({ messages, tools }, turn) => {
  if (tools.length === 0) return { text: "Mild, with a little rain in the evening." };
  const task = messages.map(({ content }) => content ?? "").join("\n");
  const url = /https?:\/\/\S+\/api\/products/.exec(task)?.[0] ?? "http://127.0.0.1/";
  const usage = (written: number) => ({ prompt_tokens: 2_900 + turn * 400, completion_tokens: written });
  switch (turn) {
    case 0:
      return {
        ...{ text: "I have the deals. I need the prices of all products to compare.", usage: usage(212) },
        calls: [{ tool: "http.request", arguments: { method: "GET", url } }],
      };
    case 1:
      return {
        ...{ text: "I keep a note of what I found.", usage: usage(96) },
        calls: [{ tool: "files.write", arguments: { path: "picks.md", content: "Linen notebook" } }],
      };
    case 2:
      return { text: JSON.stringify({ picks: [{ title: "Linen notebook", saving: "3.10 USD" }] }), usage: usage(140) };
    default:
      return { text: JSON.stringify({ picks: [{ title: "Linen notebook", saving: 3.1 }] }), usage: usage(118) };
  }
};
