/** A process that starts a browser below the folder that it is given, loads a page that keeps it busy, and waits to be killed. */
import { createOutbound } from "../../../outbound/outbound";
import { BrowserProcess } from "../browser-process";
import { findBrowser } from "../executable";

const [home = "", browserHome = ""] = process.argv.slice(2);
const outbound = createOutbound({ allowHosts: [] });
const browsers = new BrowserProcess({
  home,
  executable: () => findBrowser({ home: browserHome, env: process.env }),
  proxyUrl: async () => (await outbound.proxy()).url,
  warn: () => {},
});
const page = await (await browsers.get()).newPage();
void page.evaluate("while (true) {}");
process.stdout.write("ready\n");
