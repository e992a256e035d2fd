import { appendFile, open, readFile } from "node:fs/promises";
import path from "node:path";

import { Transaction } from "ethers";

/** A signed transaction, as it was or will be sent. */
export interface SignedTransaction {
  readonly nonce: number;
  readonly hash: string;
  /** The bytes. */
  readonly raw: string;
}

/**
 * The signed transactions of a deployment, each on disk before it is sent.
 *
 * So after a crash it is known what may have been sent, and the same bytes can be sent again, which can do nothing
 * twice. One line each; what is in them is public once it is sent.
 */
export class TransactionLog {
  readonly #file: string;
  readonly #byHash = new Map<string, SignedTransaction>();

  #wasThere = true;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Opens the log in a deployment's folder. A last line that was cut off was never sent. */
  static async open(folder: string): Promise<TransactionLog> {
    const log = new TransactionLog(path.join(folder, "transactions.log"));
    const text = await readFile(log.#file, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") {
        log.#wasThere = false;
        return "";
      }
      throw error;
    });
    const lines = text.split("\n");
    const torn = lines.pop() ?? "";
    for (const raw of lines) log.#remember(raw);
    // Ends the torn line, so that the next one stands alone; it can't be parsed, and is left out above the next time.
    if (torn !== "") await appendFile(log.#file, "\n");
    return log;
  }

  /** Whether the file was there when it was opened, if only empty. */
  get wasThere(): boolean {
    return this.#wasThere;
  }

  get all(): readonly SignedTransaction[] {
    return [...this.#byHash.values()];
  }

  get(hash: string): SignedTransaction | undefined {
    return this.#byHash.get(hash);
  }

  /** Makes the file, if only empty: from then on, that it is missing says that it was lost. */
  async begin(): Promise<void> {
    const file = await open(this.#file, "a");
    await file.close();
  }

  /** Writes a signed transaction down; returns when it is on disk. */
  async add(raw: string): Promise<SignedTransaction> {
    const file = await open(this.#file, "a");
    try {
      await file.appendFile(`${raw}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    const added = this.#remember(raw);
    if (added === undefined) throw new Error(`signed a transaction that can't be read: ${raw}`);
    return added;
  }

  #remember(raw: string): SignedTransaction | undefined {
    try {
      const { hash, nonce } = Transaction.from(raw);
      if (hash === null) return undefined;
      const signed = { nonce, hash, raw };
      this.#byHash.set(hash, signed);
      return signed;
    } catch {
      return undefined;
    }
  }
}
