import cliProgress from "cli-progress";

import type { Session } from "./session.js";

/** How far a long work has come. */
export interface Progress {
  readonly reach: (done: number, all: number) => void;
  readonly stop: () => void;
}

/** A bar on a terminal; elsewhere a plain line every fifth of the way, and nothing for a script that wants JSON. */
export function startProgress({ io, isJson }: Session, label: string): Progress {
  if (io.stderr === process.stderr && process.stderr.isTTY && process.env.CI === undefined) return bar(label);
  if (isJson) return { reach: () => undefined, stop: () => undefined };
  let told = 0;
  return {
    reach: (done, all) => {
      const fifths = Math.floor((5 * done) / Math.max(1, all));
      if (fifths > told) io.stderr.write(`${label}: ${String(done)} of ${String(all)}\n`);
      told = fifths;
    },
    stop: () => undefined,
  };
}

function bar(label: string): Progress {
  const shown = new cliProgress.SingleBar(
    { format: `${label} {bar} {value}/{total}`, stream: process.stderr, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  shown.start(1, 0);
  return {
    reach: (done, all) => {
      shown.setTotal(all);
      shown.update(done);
    },
    stop: () => shown.stop(),
  };
}
