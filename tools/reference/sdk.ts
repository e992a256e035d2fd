import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { Application } from "typedoc";

/** Where the page stands. */
export const SDK = "docs/reference/sdk";

/** What others import from: the package's own entrance, and the sender that survives crashes. */
const ENTRANCES = ["sdk/client/index.ts", "sdk/outbox/openOutbox.ts"];

/** The reference of the SDK's client, from its TSDoc: a page. */
export async function sdkPages(): Promise<Map<string, string>> {
  const folder = await mkdtemp(path.join(tmpdir(), "fisc-reference-"));
  try {
    const options = {
      entryPoints: ENTRANCES,
      out: folder,
      plugin: ["typedoc-plugin-markdown"],
      readme: "none",
      // The sources are checked elsewhere; what is not exported is told by its name.
      skipErrorChecking: true,
      validation: false,
      excludePrivate: true,
      disableSources: true,
      logLevel: "Error",
      outputFileStrategy: "modules",
      hidePageHeader: true,
      hideBreadcrumbs: true,
      useCodeBlocks: true,
      parametersFormat: "table",
      propertyMembersFormat: "list",
    };
    // Safe: the plugin's options are no part of TypeDoc's own type.
    const application = await Application.bootstrapWithPlugins(options as object);
    const project = await application.convert();
    if (project === undefined) throw new Error("the SDK's comments can't be read");
    await application.generateOutputs(project);
    return await pagesIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pagesIn(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md"));
  const pages = names.sort().map(async (name): Promise<[string, string]> => {
    return [name, await readFile(path.join(folder, name), "utf8")];
  });
  return new Map(await Promise.all(pages));
}
