import type { CommanderError } from "commander";

import { EXIT, type ExitCode } from "./exit.js";

/** Why a command ended early, in words and for scripts. */
export interface Failure {
  readonly code: ExitCode;
  readonly place: string;
  readonly problem: string;
  readonly remedy: string;
  /** The contracts' rule, where one refused. */
  readonly rule?: string;
}

/** Errors that say themselves where, what and what to do. */
interface Explained {
  readonly place?: unknown;
  readonly problem?: unknown;
  readonly remedy?: unknown;
  readonly message: string;
}

/** By an error's name, because loading their classes would load the whole SDK. */
const CODES: Readonly<Record<string, ExitCode>> = {
  FiscInputError: EXIT.input,
  FiscRefused: EXIT.refused,
  NetworkTrouble: EXIT.network,
  JournalReorganised: EXIT.network,
  JournalGap: EXIT.findings,
  JournalUnknownEvent: EXIT.findings,
  BooksViolation: EXIT.findings,
  Sf133Imbalance: EXIT.findings,
};

/** An outbox's faults by which it is known that nothing was done; by all others it is not. */
const OF_OUTBOX: Readonly<Record<string, ExitCode>> = {
  refused: EXIT.refused,
  reverted: EXIT.refused,
  "id reused": EXIT.input,
  leased: EXIT.input,
  "wrong chain": EXIT.input,
  "wrong key": EXIT.input,
};

/** The code of an error that explains itself. */
function codeOf(error: Error): ExitCode | undefined {
  const { kind } = error as { readonly kind?: unknown };
  if (error.name === "FiscInputError" && typeof kind === "string") return OF_OUTBOX[kind] ?? EXIT.network;
  return CODES[error.name];
}

/** What ethers calls trouble with a node. */
const OF_NETWORK = ["NETWORK_ERROR", "SERVER_ERROR", "TIMEOUT", "BAD_DATA", "UNKNOWN_ERROR"];

export function failureOf(error: unknown): Failure {
  if (isOfCommander(error)) return ofCommander(error);
  if (!(error instanceof Error)) return fault(String(error));
  const { place, problem, remedy, message }: Explained = error;
  const code = codeOf(error);
  if (code !== undefined) {
    return {
      code,
      place: textOf(place) ?? PLACES[code] ?? "fisc",
      problem: textOf(problem) ?? message,
      remedy: textOf(remedy) ?? "",
      ...("rule" in error && typeof error.rule === "string" ? { rule: error.rule } : {}),
    };
  }
  if ("code" in error && OF_NETWORK.includes(String(error.code))) {
    const short = "shortMessage" in error ? String(error.shortMessage) : message;
    return {
      code: EXIT.network,
      place: "the node",
      problem: short,
      remedy: "check what was done so far, then try again, or use another node",
    };
  }
  return fault(message);
}

const PLACES: Partial<Record<ExitCode, string>> = {
  [EXIT.refused]: "refused",
  [EXIT.findings]: "the journal",
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const fault = (message: string): Failure => ({
  code: EXIT.fault,
  place: "fisc",
  problem: message,
  remedy: "a fault of this program: run it with --verbose, and report what it prints",
});

/** By its code: commander may be loaded twice, and then it has two classes of one name. */
const isOfCommander = (error: unknown): error is CommanderError =>
  error instanceof Error && "code" in error && String(error.code).startsWith("commander.");

function ofCommander({ code, message, exitCode }: CommanderError): Failure {
  // Commander has printed the help of a command that needs another word.
  if (code === "commander.help" && exitCode !== 0) {
    return {
      code: EXIT.input,
      place: "command line",
      problem: "a command is missing",
      remedy: "see the list above",
    };
  }
  const [problem = "", suggestion] = message.replace(/^error: /, "").split("\n");
  return {
    code: exitCode === 0 ? EXIT.done : EXIT.input,
    place: "command line",
    problem,
    remedy: suggestion?.replace(/^\((.*)\)$/, "$1").replace(/^D/, "d") ?? "see --help",
  };
}

/** One line: place, problem, remedy. */
export function sentenceOf({ place, problem, remedy }: Failure): string {
  const sentence = `${place}: ${problem}`;
  // What a node or a file said may break lines or steer the terminal.
  const line = (remedy === "" || sentence.includes(remedy) ? sentence : `${sentence}; ${remedy}`).replace(
    /\p{C}+/gu,
    " ",
  );
  return /[.?!]$/.test(line) ? line : `${line}.`;
}
