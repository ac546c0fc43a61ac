/** Serves the model that obeys every text, for trying things out by hand: `node scripts/run.mjs scripts/scripted-model.ts [PORT]`. */
import { obedient, startScriptedModel } from "../server/tools/llm/testing/scripted-model";

const model = await startScriptedModel(obedient, Number(process.argv[2] ?? 0));
console.log(`CHAINWRIGHT_LLM_URL=${model.baseUrl}`);
