import type { Command } from "commander";

import { statusOf } from "../status/statusOf.js";
import { printStatus, statusJson } from "../status/printStatus.js";
import { action } from "../support/command.js";
import { withLedger } from "../support/open.js";
import { readLedger } from "../support/readLedger.js";
import type { Session } from "../support/session.js";

export const command = (session: Session): Command =>
  action(
    "status",
    "How a ledger stands: its identity and seal, accounts with their phases and balances, halts, money in the vault, officers.",
    [
      ["fisc status", "of the configured network's ledger"],
      ["fisc status --network sepolia --json", "of another network's, for a script"],
      ["fisc status --rpc http://127.0.0.1:8545 --book book.json", "without a configuration"],
    ],
    session,
    ({ globals }) =>
      withLedger(session, globals, async (open) => {
        const ledger = await readLedger(session, open);
        const status = await statusOf(open, ledger);
        return { text: printStatus(status, ledger), json: statusJson(status, ledger) };
      }),
  );
