import { namedIn, programFor } from "./program.js";
import { type Failure, failureOf, sentenceOf } from "./support/failure.js";
import { EXIT, type ExitCode } from "./support/exit.js";
import type { Io } from "./support/io.js";
import { toJson } from "./support/outcome.js";
import { Session } from "./support/session.js";

/** Runs a command line to its end and gives its exit code. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const session = new Session(io, args.includes("--json"));
  try {
    const named = namedIn(args);
    const program = await programFor(session, named === undefined ? [] : [named]);
    await program.parseAsync(args.length === 0 ? ["--help"] : [...args], { from: "user" });
    return session.code;
  } catch (error) {
    return tell(failureOf(error), error, session, args.includes("--verbose"));
  }
}

/** Tells a failure: one line on stderr; as JSON on stdout, too, where that was asked for. */
function tell(failure: Failure, error: unknown, { io, isJson }: Session, isVerbose: boolean): ExitCode {
  // Help was asked for, and is printed.
  if (failure.code === EXIT.done) return failure.code;
  const { code: exitCode, ...rest } = failure;
  if (isJson) io.stdout.write(`${toJson({ error: rest, exitCode })}\n`);
  io.stderr.write(`${sentenceOf(failure)}\n`);
  if (isVerbose && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n${causeOf(error)}`);
  return exitCode;
}

const causeOf = ({ cause }: Error): string =>
  cause instanceof Error ? `caused by ${cause.stack ?? cause.message}\n` : "";
