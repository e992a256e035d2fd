import path from "node:path";

import { type Command, Option } from "commander";

import { EXPLORERS } from "../../deploy/verify.js";
import { FiscInputError } from "../../sdk/errors.js";
import { action } from "../support/command.js";
import { CONFIG_FILE, readConfig } from "../support/config.js";
import { EXIT } from "../support/exit.js";
import { runScript } from "../support/program.js";
import { ROOT } from "../support/root.js";
import type { Session } from "../support/session.js";
import { noteBook } from "../support/noteBook.js";

interface Options {
  readonly parameters?: string;
  readonly name?: string;
  readonly verify?: string;
  readonly deployerHoldsOffice?: boolean;
}

interface Deployed {
  readonly file?: string;
  readonly book?: { readonly chainId: number };
  readonly findings?: readonly unknown[];
}

export const command = (session: Session): Command =>
  action<Options>(
    "deploy",
    "Deploys a ledger, or goes on where an earlier run was cut off, checks what stands there, and notes its address book " +
      `in ${CONFIG_FILE}. The key that deploys is Hardhat's FISC_DEPLOYER_KEY; on a development node, its first account.`,
    [
      ["fisc deploy", "on a development node, with deploy/parameters/local.json5"],
      ["fisc deploy --network sepolia --dry-run", "what it would take"],
      ["fisc deploy --network sepolia --verify etherscan", "and publish the sources"],
    ],
    session,
    async ({ options, globals }) => {
      const config = await readConfig(session.io.cwd, globals.config);
      const network = globals.network ?? config?.network ?? "localhost";
      const parameters =
        options.parameters ??
        path.join(ROOT, "deploy/parameters", `${network === "localhost" ? "local" : network}.json5`);
      const args = ["--network", network, "--parameters", path.resolve(session.io.cwd, parameters), "--json"];
      const rpc =
        globals.rpc?.[0] ??
        session.io.env.FISC_RPC_URL ??
        (network === "localhost" ? config?.networks[network]?.rpc[0] : undefined);
      if (rpc !== undefined) args.push("--rpc", rpc);
      if (options.name !== undefined) args.push("--name", options.name);
      if (options.verify !== undefined) args.push("--verify", options.verify);
      if (options.deployerHoldsOffice === true) args.push("--deployer-holds-office");
      if (globals.dryRun) args.push("--dry-run");
      const { code, stdout } = await runScript(session, "scripts/deploy.ts", args);
      if (code === 2) throw new FiscInputError("deploy", "it can't begin, see above", "nothing was sent");
      const result = stdout === "" ? {} : (JSON.parse(stdout) as Deployed);
      const isNoted =
        result.file !== undefined && (await noteBook(session.io.cwd, globals.config, network, result.file));
      const noted = isNoted ? ` Noted in ${globals.config ?? CONFIG_FILE}.` : "";
      return {
        text: globals.dryRun
          ? `Nothing was sent.\n${stdout}`
          : `Deployed on ${network}: ${result.file ?? "nothing"}, ${String(result.findings?.length ?? 0)} findings.${noted}`,
        json: { sent: !globals.dryRun, ...result },
        code: code === 0 ? EXIT.done : EXIT.findings,
      };
    },
  )
    .option(
      "--parameters <file>",
      "delays, identity and persons; those of deploy/parameters for the network, when left out",
    )
    .option("--name <name>", "the deployment's, and its folder's under deploy/deployments")
    .option("--deployer-holds-office", "let the key that deploys be one of the persons")
    .addOption(new Option("--verify <explorer>", "publish the sources there").choices(EXPLORERS));
