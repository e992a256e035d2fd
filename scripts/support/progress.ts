import cliProgress from "cli-progress";

/** How far a long work has come: a bar on a terminal, a plain line every tenth elsewhere. Always on stderr. */
export interface Progress {
  /** One thing more is done, or `by`. */
  readonly step: (by?: number) => void;
  readonly stop: () => void;
}

export function startProgress(label: string, total: number): Progress {
  if (process.stderr.isTTY && process.env.CI === undefined) {
    const bar = new cliProgress.SingleBar(
      { format: `${label} {bar} {value}/{total}, {eta_formatted} left`, stream: process.stderr },
      cliProgress.Presets.shades_classic,
    );
    bar.start(total, 0);
    return {
      step: (by = 1) => {
        bar.increment(by);
      },
      stop: () => {
        bar.stop();
      },
    };
  }
  let done = 0;
  const every = Math.max(1, Math.ceil(total / 10));
  return {
    step: (by = 1) => {
      const tenths = Math.floor(done / every);
      done += by;
      if (Math.floor(done / every) > tenths || done === total)
        console.error(`${label}: ${String(done)} of ${String(total)}`);
    },
    stop: () => undefined,
  };
}
