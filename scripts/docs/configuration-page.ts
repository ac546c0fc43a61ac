import { SETTINGS } from "../../server/config";
import { code, page, table } from "./markdown";

/** `docs/reference/configuration.md`: the environment. */
export function configurationPage(): string {
  const rows = Object.entries(SETTINGS).map(([name, { default: usual, about }]) => [code(name), about, usual]);
  return page("Configuration", "`server/config.ts`", [
    "Settings are environment variables. An empty one counts as absent. A value that cannot be used ends the start with a message that names the variable.",
    table(["Variable", "Meaning", "Default"], rows),
    "## Secrets of the command line",
    "`CHAINWRIGHT_SECRET_<NAME>` is the secret `secrets.<name>` of chains that run with `chainwright run`: the name in capitals, `-` as `_`. Its value is never stored, and wherever it appears in what a step writes, `[secret:<name>]` stands in its place. Chains of people use the secrets that these store themselves: [Share, and keep secrets](../share-and-secrets.md).",
  ]);
}
