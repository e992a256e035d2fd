import { spawnSync } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { importsIn } from "./imports.js";

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface SdkManifest {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** Types that a package has in another. */
const TYPES: Readonly<Record<string, string>> = { geojson: "@types/geojson" };

/**
 * Compiles the SDK and the contracts' types that it uses into a folder, with a manifest that names exactly what they
 * import, in the versions that this project is tested with.
 */
export async function buildSdk(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { status, stdout } = spawnSync(
    process.execPath,
    [compiler, "--project", "tsconfig.sdk.json", "--outDir", folder],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`the SDK does not compile:\n${stdout}`);
  const root = await readJson<Manifest>("package.json");
  const sdk = await readJson<SdkManifest>("sdk/package.json");
  const needed = (await importsIn(folder)).filter((name) => !Object.hasOwn(sdk.peerDependencies, name));
  const dependencies = needed.map((name) => {
    const installed = TYPES[name] ?? name;
    const version = root.devDependencies[installed];
    if (version === undefined) throw new Error(`the SDK imports ${name}, which package.json does not name`);
    return [installed, version];
  });
  const { version, license, engines } = root;
  const manifest = {
    ...sdk,
    version,
    license,
    engines,
    dependencies: Object.fromEntries(dependencies) as object,
  };
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp("LICENSE", path.join(folder, "LICENSE"));
}

const readJson = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, "utf8")) as T;
