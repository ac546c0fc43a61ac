/**
 * Unpacks the Chromium that comes from npm. The package's own function is not used: it writes to fixed names below
 * /tmp, brings no libraries outside of one cloud vendor, and its font settings point to folders that do not exist,
 * which leaves pages without any text.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import tar from "tar-fs";

const PACKAGE = "@sparticuz/chromium";
const ARCHIVES = { al2023: ".", fonts: "fonts", swiftshader: "." } as const;

/** Path and environment of the unpacked browser; unpacks once per version, safe when several processes do it. */
export async function unpackBundledChromium(home: string, projectFolder: string) {
  const source = packageFolder(projectFolder);
  const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as { version: string };
  const folder = join(home, "browser", `chromium-${version}`);
  if (!(await exists(join(folder, "chromium")))) await unpack(source, folder);
  return {
    path: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}

function packageFolder(projectFolder: string): string {
  try {
    const entry = createRequire(join(projectFolder, "package.json")).resolve(PACKAGE);
    return dirname(dirname(dirname(entry)));
  } catch (cause) {
    throw new Error(`No Chromium was found, and ${PACKAGE} is not installed. Set CHROMIUM_PATH.`, { cause });
  }
}

async function unpack(source: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}-`);
  try {
    const bin = join(source, "bin");
    for (const [name, target] of Object.entries(ARCHIVES)) {
      const archive = createReadStream(join(bin, `${name}.tar.br`));
      await pipeline(archive, createBrotliDecompress(), tar.extract(join(temporary, target), { map: ownedByUs }));
    }
    await writeFile(join(temporary, "fonts.conf"), fontSettings(folder));
    const program = createWriteStream(join(temporary, "chromium"), { mode: 0o755 });
    await pipeline(createReadStream(join(bin, "chromium.br")), createBrotliDecompress(), program);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another process was faster.
    if (!(await exists(join(folder, "chromium")))) throw error;
  }
}

/** The archive names a foreign user, who must not own what this one runs. */
const ownedByUs = (header: tar.Headers): tar.Headers => ({
  ...header,
  uid: process.getuid?.() ?? header.uid,
  gid: process.getgid?.() ?? header.gid,
});

const fontSettings = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
