import { globSync } from "node:fs";
import path from "node:path";

import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * A Hardhat plugin: the Solidity tests' own code compiles without Yul, in a tenth of the time.
 *
 * The contracts that they test stay as they are built, for tests deploy the built bytecode.
 */
export const testsWithoutYul: HardhatPlugin = {
  id: "fisc-tests-without-yul",
  hookHandlers: {
    config: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            async resolveUserConfig(userConfig, resolveVariable, next) {
              const config = await next(userConfig, resolveVariable);
              const { root, tests } = config.paths;
              const files = globSync("**/*.sol", { cwd: tests.solidity }).map((file) =>
                path.relative(root, path.join(tests.solidity, file)).replaceAll("\\", "/"),
              );
              for (const profile of Object.values(config.solidity.profiles)) {
                const [compiler] = profile.compilers;
                if (compiler === undefined) continue;
                const settings = { ...(compiler.settings as object), viaIR: false };
                // One object for all: Hardhat compiles together only what has the very same settings.
                const ofTests = { ...compiler, settings };
                for (const file of files) profile.overrides[file] = ofTests;
              }
              return config;
            },
          }),
      }),
  },
};
