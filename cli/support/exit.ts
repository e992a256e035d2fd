/** Exit codes of every command; `docs/guide/cli.md` lists them, and `fisc --help`. */
export const EXIT = {
  /** Done, and all is as it should be. */
  done: 0,
  /** The work ran and found what must not be: a finding, figures that don't agree, a verdict of no. */
  findings: 1,
  /** The input, the options or the configuration can't be used; nothing was sent. */
  input: 2,
  /** A rule of the contracts refused it; nothing was changed. */
  refused: 3,
  /** The network is at fault, and what was sent may or may not have happened. */
  network: 4,
  /** A fault of this program. */
  fault: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The same for help: one line each. */
export const EXIT_CODES: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [EXIT.done, "done, and all is as it should be"],
  [EXIT.findings, "it ran and found what must not be: findings, differences, a verdict of no"],
  [EXIT.input, "input, options or configuration can't be used; nothing was sent"],
  [EXIT.refused, "a rule of the contracts refused it; nothing was changed"],
  [EXIT.network, "the network is at fault; what was sent may or may not have happened"],
  [EXIT.fault, "a fault of this program"],
];
