import cliProgress from "cli-progress";

/** How far a long work has come: a bar on a terminal, a plain line every tenth elsewhere. Always on stderr. */
export interface Progress {
  readonly step: () => void;
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
      step: () => {
        bar.increment();
      },
      stop: () => {
        bar.stop();
      },
    };
  }
  let done = 0;
  const every = Math.max(1, Math.ceil(total / 10));
  return {
    step: () => {
      done += 1;
      if (done % every === 0 || done === total)
        console.error(`${label}: ${String(done)} of ${String(total)}`);
    },
    stop: () => undefined,
  };
}
