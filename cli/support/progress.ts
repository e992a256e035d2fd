import cliProgress from "cli-progress";

import type { Session } from "./session.js";

/** How far a long work has come. */
export interface Progress {
  readonly reach: (done: number) => void;
  readonly stop: () => void;
}

/** A bar on a terminal; elsewhere a plain line every fifth of the way, and nothing for a script that wants JSON. */
export function startProgress({ io, isJson }: Session, label: string, total: number): Progress {
  if (io.stderr === process.stderr && process.stderr.isTTY && process.env.CI === undefined)
    return bar(label, total);
  if (isJson) return { reach: () => undefined, stop: () => undefined };
  let told = 0;
  return {
    reach: (done) => {
      const fifths = Math.floor((5 * done) / Math.max(1, total));
      if (fifths > told) io.stderr.write(`${label}: ${String(done)} of ${String(total)}\n`);
      told = fifths;
    },
    stop: () => undefined,
  };
}

function bar(label: string, total: number): Progress {
  const shown = new cliProgress.SingleBar(
    { format: `${label} {bar} {value}/{total}`, stream: process.stderr, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  shown.start(total, 0);
  return { reach: (done) => shown.update(done), stop: () => shown.stop() };
}
