import type { HardhatPlugin } from "hardhat/types/plugins";
import type { CompilerOutputError } from "hardhat/types/solidity";

/**
 * A Hardhat plugin: a compiler warning about our own code fails the build.
 *
 * It turns the warning into an error in the compiler's answer, before Hardhat caches the result;
 * so the second build fails just as the first. Warnings about libraries in node_modules are dropped:
 * nobody here can act on them.
 */

/** Size limits (contract, initcode) bind what is deployed, not tests or instrumented code. */
const SIZE_WARNINGS = new Set(["5574", "3860"]);

/** The compiler says where; Hardhat's type leaves it out. */
type Located = { sourceLocation?: { file: string } };

export const strictWarnings: HardhatPlugin = {
  id: "fisc-strict-warnings",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            async invokeSolc(context, compiler, input, config, next) {
              const output = await next(context, compiler, input, config);
              if (output.errors === undefined) return output;

              const errors = output.errors.flatMap((error): CompilerOutputError[] => {
                if (error.severity !== "warning") return [error];
                const file = (error as Located).sourceLocation?.file ?? "";
                if (!file.startsWith("project/")) return [];
                const deployed = file.startsWith("project/contracts/") && !context.globalOptions.coverage;
                if (!deployed && SIZE_WARNINGS.has(error.errorCode ?? "")) return [];
                const formattedMessage = error.formattedMessage?.replace(
                  /^Warning/,
                  "Error (a warning, not allowed here)",
                );
                return [{ ...error, type: "Error", severity: "error", formattedMessage }];
              });
              return { ...output, errors };
            },
          }),
      }),
  },
};
