/**
 * Processor seconds that this process spends on `work`, the best of three: what else the machine does meanwhile is not
 * what is measured.
 */
export function cpuSeconds(work: () => void): number {
  const tries = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    work();
    return secondsSince(start);
  });
  return Math.min(...tries);
}

/** Processor seconds that this process spent since `start`, of its system calls as well. */
export function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
