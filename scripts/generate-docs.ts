/** Writes the pages of `docs/reference` from code; `--check` only compares. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { configurationPage } from "./docs/configuration-page";
import { definitionPage } from "./docs/definition-page";
import { rolesPage } from "./docs/roles-page";
import { rulesPage } from "./docs/rules-page";
import { statesPage } from "./docs/states-page";
import { templatesPage } from "./docs/templates-page";
import { toolsPage } from "./docs/tools-page";

const PAGES: Record<string, () => string> = {
  "configuration.md": configurationPage,
  "definition.md": definitionPage,
  "roles.md": rolesPage,
  "rules.md": rulesPage,
  "states.md": statesPage,
  "templates.md": templatesPage,
  "tools.md": toolsPage,
};
const folder = path.join(import.meta.dirname, "../docs/reference");
const onlyCheck = process.argv.includes("--check");

mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries(PAGES)) {
  const file = path.join(folder, name);
  const content = make();
  if (!onlyCheck) writeFileSync(file, content);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== content) {
    process.stderr.write(`docs/reference/${name} is not what the code says. Run \`npm run docs\`.\n`);
    process.exitCode = 1;
  }
}
