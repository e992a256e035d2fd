import path from "node:path";

import type { Command } from "commander";

import { action } from "../support/command.js";
import { EXIT } from "../support/exit.js";
import { runScript } from "../support/program.js";
import type { Session } from "../support/session.js";

interface Options {
  readonly fileB: string;
  readonly tas: string;
  readonly asOf?: string;
}

export const command = (session: Session): Command =>
  action<Options>(
    "replay",
    "Replays a DATA Act File B through the contracts, on a network in this process or a development node's (--rpc), and " +
      "compares what they hold with the file.",
    [["fisc replay --file-b usda.csv --tas cars_tas_2016.csv --json", "a large agency's"]],
    session,
    async ({ options, globals: { json, rpc } }) => {
      const { fileB, tas, asOf } = options;
      const at = (file: string): string => path.resolve(session.io.cwd, file);
      const args = ["--file-b", at(fileB), "--tas", at(tas)];
      if (asOf !== undefined) args.push("--as-of", asOf);
      if (rpc?.[0] !== undefined) args.push("--rpc", rpc[0]);
      const { code, stdout } = await runScript(
        session,
        "scripts/replay.ts",
        json ? [...args, "--json"] : args,
      );
      const result = json && stdout !== "" ? (JSON.parse(stdout) as Record<string, unknown>) : {};
      return {
        text: stdout,
        json: result,
        code: code === 0 ? EXIT.done : code === 2 ? EXIT.input : EXIT.findings,
      };
    },
  )
    .requiredOption("--file-b <csv>", "the agency's File B")
    .requiredOption("--tas <csv>", "Treasury's list of account symbols")
    .option("--as-of <date>", "the day to replay to");
