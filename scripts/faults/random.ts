import { createHash } from "node:crypto";

/** Random numbers that are the same for the same seed. */
export class Random {
  #drawn = 0;

  constructor(private readonly seed: string) {}

  /** From 0 to below 1. */
  fraction(): number {
    this.#drawn += 1;
    const hash = createHash("sha256")
      .update(`${this.seed}\n${String(this.#drawn)}`)
      .digest();
    return hash.readUInt32BE(0) / 2 ** 32;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }
}
