/** A place to write to. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** What a command has of the world outside: a process's, or a test's. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
}

/** Whether an output takes colours: a terminal that nobody asked to do without (no-color.org). */
export function takesColour({ isTTY }: Output, env: Io["env"]): boolean {
  return isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}
