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
    name: "init",
    summary: "write fisc.json: networks, address books, where keys are",
    load: () => import("./commands/init.js"),
  },
  {
    name: "deploy",
    summary: "deploy a ledger, or go on with it, and check what stands there",
    load: () => import("./commands/deploy.js"),
  },
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
    summary: "rebuild the books from the journal, compare with storage, check the rules",
    load: () => import("./commands/audit.js"),
  },
  {
    name: "verify",
    summary: "check what somebody shows of a record",
    load: () => import("./commands/verify.js"),
  },
  {
    name: "replay",
    summary: "a real agency's figures through the contracts",
    load: () => import("./commands/replay.js"),
  },
  {
    name: "officer",
    summary: "organisations, persons, keys, appointments, halts",
    load: () => import("./commands/officer.js"),
  },
  {
    name: "account",
    summary: "open appropriations and allotments, and move their authority",
    load: () => import("./commands/account.js"),
  },
  { name: "allot", summary: "pass authority down to an account", load: () => import("./commands/allot.js") },
  { name: "obligate", summary: "make a commitment to a payee", load: () => import("./commands/obligate.js") },
  {
    name: "accept",
    summary: "accept goods or work, so that money is owed",
    load: () => import("./commands/accept.js"),
  },
  { name: "payee", summary: "who can be paid, and where", load: () => import("./commands/payee.js") },
  { name: "voucher", summary: "submit, certify and pay claims", load: () => import("./commands/voucher.js") },
  { name: "pay", summary: "pay the vouchers of a CSV file", load: () => import("./commands/pay.js") },
  {
    name: "schedule",
    summary: "benefits of a CSV file, certified and paid as one",
    load: () => import("./commands/schedule.js"),
  },
  { name: "building", summary: "the register of buildings", load: () => import("./commands/building.js") },
  { name: "record", summary: "commitments to documents", load: () => import("./commands/record.js") },
  {
    name: "completion",
    summary: "shell completion for bash, zsh or fish",
    load: () => import("./commands/completion.js"),
  },
];
