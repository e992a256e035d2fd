import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { DatabaseSync } from "node:sqlite";

import { transact } from "./disk.js";
import { OutboxFault } from "./faults.js";

/**
 * The right to be the only writer.
 *
 * Each holder has a number of its own, and every write checks it in its own transaction. So a process that was paused
 * past its lease, and wakes up when another one has taken over, can write nothing; and nothing is sent that was not
 * written before.
 */
export class Lease {
  readonly #holder = `process ${String(process.pid)} on ${hostname()} (${randomUUID().slice(0, 8)})`;
  #fence = 0;

  constructor(
    private readonly database: DatabaseSync,
    private readonly file: string,
    private readonly lengthMs: number,
  ) {}

  /** @throws OutboxFault while another process has it. */
  take(): void {
    transact(this.database, this.file, () => {
      const held = this.#read();
      if (held !== undefined && held.expires > Date.now()) {
        throw new OutboxFault(
          "leased",
          this.file,
          `${held.holder} writes with this key`,
          "let it finish; if it died, its lease ends within seconds",
        );
      }
      this.#fence = (held?.fence ?? 0) + 1;
      this.database
        .prepare("INSERT OR REPLACE INTO lease (one, fence, holder, expires) VALUES (1, ?, ?, ?)")
        .run(this.#fence, this.#holder, Date.now() + this.lengthMs);
    });
  }

  /** @throws OutboxFault where another process took over. To be called in the transaction that writes. */
  check(): void {
    const held = this.#read();
    if (held?.fence === this.#fence) return;
    throw new OutboxFault(
      "lease lost",
      this.file,
      `${held?.holder ?? "another process"} took over, since this one was not heard of for too long`,
      "leave the rest to it, or begin again when it has ended",
    );
  }

  /** Prolongs it. One that ran out goes on, if nobody took it meanwhile. */
  renew(): void {
    this.#expire(Date.now() + this.lengthMs);
  }

  release(): void {
    this.#expire(0);
  }

  #expire(at: number): void {
    transact(this.database, this.file, () =>
      this.database.prepare("UPDATE lease SET expires = ? WHERE fence = ?").run(at, this.#fence),
    );
  }

  #read(): { fence: number; holder: string; expires: number } | undefined {
    // Safe: these are the table's columns.
    return this.database.prepare("SELECT fence, holder, expires FROM lease").get() as never;
  }
}
