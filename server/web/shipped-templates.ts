import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { App } from "../boot";

const FOLDER = "examples/templates";

/** Puts the templates that come with the program into the gallery. One that cannot be read keeps nothing else from starting. */
export async function shipTemplates({ services, log }: Pick<App, "services" | "log">): Promise<void> {
  const folder = path.join(process.cwd(), FOLDER);
  try {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort()) {
      const text = await readFile(path.join(folder, name), "utf8");
      await services.templates.ship({ type: "operator" }, path.basename(name, ".yaml"), text);
    }
  } catch (error) {
    log.warn({ err: error }, "The templates of the program could not be put into the gallery.");
  }
}
