import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A node of another make, in a process of its own. */
export interface Anvil {
  readonly url: string;
  /** Ends it as Ctrl-C does, so that it writes its state where it was told to. */
  readonly stop: () => Promise<void>;
}

export interface AnvilOptions {
  /** By default a free one. */
  readonly port?: number;
  /** More of its own options. */
  readonly more?: readonly string[];
}

/** Fetching it can take a while the first time. */
const PATIENCE = 180_000;
const LISTENING = /Listening on (127\.0\.0\.1:\d+)/;

/** What to say where it can't be had. */
export const NO_ANVIL = "anvil can't be had here (npx -y -p @foundry-rs/anvil@1.7.1 anvil)";

/** Starts anvil; undefined where there is no build of it for this machine. */
export async function startAnvil({ port = 0, more = [] }: AnvilOptions = {}): Promise<Anvil | undefined> {
  const command = [
    "-y",
    "-p",
    "@foundry-rs/anvil@1.7.1",
    "anvil",
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--hardfork",
    "osaka",
    ...more,
  ];
  // Without a registry it shall be known at once.
  const env = { ...process.env, npm_config_fetch_retries: "0" };
  // A group of its own: npx starts others, and all of them have to end.
  const child = spawn("npx", command, { stdio: ["ignore", "pipe", "ignore"], detached: true, env });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGINT");
    await ended;
  };
  const address = await listening(child);
  if (address !== undefined) return { url: `http://${address}`, stop };
  await stop();
  return undefined;
}

function listening(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const timer = setTimeout(() => resolve(undefined), PATIENCE);
    const end = (address: string | undefined): void => {
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = LISTENING.exec(said)?.[1];
      if (address !== undefined) end(address);
    });
    child.on("error", () => end(undefined));
    child.on("exit", () => end(undefined));
  });
}
