import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

import type { Call } from "../client/sender.js";
import { openFile, transact } from "./disk.js";
import { OutboxFault } from "./faults.js";
import { Lease } from "./lease.js";
import { FOLLOWS, type State } from "./states.js";

/** A call that shall be made once. */
export interface Intent {
  readonly number: number;
  readonly id: string;
  readonly target: string;
  readonly data: string;
  readonly gas: string | null;
  /** What the caller asked for, where calls can differ that mean the same. */
  readonly fingerprint: string | null;
  readonly state: State;
  readonly nonce: number | null;
  readonly block: number | null;
  readonly receipt: string | null;
  readonly failure: string | null;
}

/** An intent with a nonce. */
export type Open = Intent & { readonly nonce: number };

/** A transaction that may use an intent's nonce: one that we signed, or one that somebody else did with the same key. */
export interface Candidate {
  readonly hash: string;
  readonly intent: number;
  readonly nonce: number;
  readonly raw: string | null;
  readonly maxFee: string;
  readonly tip: string;
  readonly gas: string;
  readonly height: number;
  /** 1 where it makes the intent's call, whoever signed it. */
  readonly isSameCall: number;
}

const UNSETTLED = "state IN ('signed', 'broadcast', 'mined')";

/** The outbox on disk: what `write` has done is there after a crash. */
export class Store {
  /** For tests: to fill the disk, and to look inside. */
  readonly database: DatabaseSync;
  readonly lease: Lease;
  readonly #statements = new Map<string, StatementSync>();

  constructor(
    readonly file: string,
    leaseMs: number,
  ) {
    this.database = openFile(file);
    this.lease = new Lease(this.database, file, leaseMs);
  }

  /** Does all of `work` or none of it, unless another process took over. */
  write<T>(work: () => T): T {
    return transact(this.database, this.file, () => {
      this.lease.check();
      return work();
    });
  }

  /** Keeps the hash of the chain's first block, for ever. @throws OutboxFault where it was another. */
  bind(genesis: string): void {
    this.write(() => {
      this.#run("INSERT OR IGNORE INTO chain (one, genesis) VALUES (1, ?)", [genesis]);
      const [row] = this.#all<{ genesis: string }>("SELECT genesis FROM chain");
      if (row?.genesis === genesis) return;
      throw new OutboxFault(
        "wrong chain",
        this.file,
        `the endpoints' chain begins with block ${genesis}, not with ${row?.genesis ?? "any"}`,
        "name endpoints of the chain that it was used on; for a new chain of the same number, give another folder",
      );
    });
  }

  /**
   * Writes an intent down, or finds it. As long as nothing of it can be out, the call is what it was asked for last: what
   * made the first one fail may be mended.
   *
   * @throws OutboxFault where its id was given to another call.
   */
  add(id: string, { to, data, gasLimit }: Call, fingerprint?: string): Intent {
    const former = this.find(id);
    const gas = gasLimit === undefined ? null : String(gasLimit);
    if (former === undefined) {
      this.#run(
        "INSERT INTO intents (id, target, data, gas, fingerprint, state) VALUES (?, ?, ?, ?, ?, 'intended')",
        [id, to, data, gas, fingerprint ?? null],
      );
    } else {
      if (fingerprint === undefined || former.fingerprint === null) {
        if (!isSameCall(former, to, data)) throw reused(former);
      } else requireSame(former, fingerprint);
      if (former.state === "refused") this.move(former, "intended");
      if (former.nonce === null) {
        this.#run("UPDATE intents SET target = ?, data = ?, gas = ? WHERE number = ?", [
          ...[to, data, gas],
          former.number,
        ]);
      }
    }
    const intent = this.find(id);
    if (intent === undefined) throw new Error(`intent "${id}" was not written`);
    return intent;
  }

  find(id: string): Intent | undefined {
    return this.#all<Intent>("SELECT * FROM intents WHERE id = ?", [id])[0];
  }

  /** Whether the call is still the one that was read. */
  isAsRead({ id, target, data, gas }: Intent): boolean {
    const now = this.find(id);
    return now?.target === target && now.data === data && now.gas === gas;
  }

  /** Those that may be on a chain, by nonce. */
  open(): Open[] {
    return this.#all<Open>(`SELECT * FROM intents WHERE ${UNSETTLED} ORDER BY nonce`);
  }

  /** Those without a nonce, as they came, of which `isWanted`; `most` at most. */
  waiting(isWanted: (number: number) => boolean, most: number): Intent[] {
    const found: Intent[] = [];
    const all = this.#prepared("SELECT * FROM intents WHERE state = 'intended' ORDER BY number").iterate();
    for (const intent of all as Iterable<unknown> as Iterable<Intent>) {
      if (found.length >= most) break;
      if (isWanted(intent.number)) found.push(intent);
    }
    return found;
  }

  /** Ids of all that are not settled, as they came. */
  unsettled(): Intent[] {
    return this.#all<Intent>(
      `SELECT * FROM intents WHERE state = 'intended' OR ${UNSETTLED} ORDER BY number`,
    );
  }

  /** Takes an intent a step further, together with what is known by it. */
  move(intent: Intent, to: State, known: Partial<Intent> = {}): void {
    if (!FOLLOWS[intent.state].includes(to))
      throw new Error(`${intent.id}: ${intent.state} can't become ${to}`);
    const { nonce, block, receipt, failure } = { ...intent, ...known };
    const { changes } = this.#run(
      "UPDATE intents SET state = ?, nonce = ?, block = ?, receipt = ?, failure = ? WHERE number = ? AND state = ?",
      [to, nonce, block, receipt, failure, intent.number, intent.state],
    );
    if (changes !== 1) throw new Error(`${intent.id} is ${intent.state} no more`);
  }

  addCandidate(it: Candidate): void {
    this.#run(
      "INSERT INTO candidates (hash, intent, nonce, raw, maxFee, tip, gas, height, isSameCall)" +
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [it.hash, it.intent, it.nonce, it.raw, it.maxFee, it.tip, it.gas, it.height, it.isSameCall],
    );
  }

  /** Those of an intent at its nonce, as they were signed. */
  candidates({ number, nonce }: Open): Candidate[] {
    return this.#all<Candidate>("SELECT * FROM candidates WHERE intent = ? AND nonce = ? ORDER BY rowid", [
      number,
      nonce,
    ]);
  }

  /** The first nonce, from one on, that no candidate has or had. */
  freeNonce(from: number): number {
    let free = from;
    const taken = "SELECT DISTINCT nonce FROM candidates WHERE nonce >= ? ORDER BY nonce";
    for (const { nonce } of this.#all<{ nonce: number }>(taken, [from])) {
      if (nonce > free) break;
      free = nonce + 1;
    }
    return free;
  }

  close(): void {
    this.database.close();
  }

  #all<T>(sql: string, values: SQLInputValue[] = []): T[] {
    // Safe: the callers name the columns of what they ask for.
    return this.#prepared(sql).all(...values) as T[];
  }

  #run(sql: string, values: SQLInputValue[]) {
    return this.#prepared(sql).run(...values);
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** @throws OutboxFault where an intent is not what a caller asks for. */
export function requireSame(intent: Intent, fingerprint: string): void {
  if (intent.fingerprint === fingerprint) return;
  if (intent.fingerprint !== null) throw reused(intent);
  throw new OutboxFault(
    "id reused",
    `intent "${intent.id}"`,
    `it was given as a call alone, which is ${intent.state}; nobody can tell whether it is what is asked for now`,
    "look at what it did, and give another id only where that was something else",
  );
}

const reused = ({ id, target, state }: Intent): OutboxFault =>
  new OutboxFault(
    "id reused",
    `intent "${id}"`,
    `it is another call, to ${target}, that is ${state}`,
    "give each call an id of its own, and the same call the same id",
  );

/** Whether a transaction does what an intent says, whatever it pays for it. */
export const isSameCall = ({ target, data }: Intent, to: string, input: string): boolean =>
  target.toLowerCase() === to.toLowerCase() && data.toLowerCase() === input.toLowerCase();
