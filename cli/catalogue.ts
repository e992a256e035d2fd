import type { Command } from "commander";

import type { Session } from "./support/session.js";

/** A command, loaded only when somebody asks for it: most take the SDK along. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: (session: Session) => Command }>;
}

/** Every command, in the order of help: set up, read and check, then act. */
export const CATALOGUE: readonly Entry[] = [
  {
    name: "status",
    summary: "how a ledger stands: phases, balances, halts, officers",
    load: () => import("./commands/status.js"),
  },
  {
    name: "report",
    summary: "statement, payment register, SF-133, outlays, property",
    load: () => import("./commands/report.js"),
  },
  {
    name: "audit",
    summary: "rebuild the books from the journal, compare them with storage, check the invariants",
    load: () => import("./commands/audit.js"),
  },
  {
    name: "completion",
    summary: "shell completion for bash, zsh or fish",
    load: () => import("./commands/completion.js"),
  },
];
