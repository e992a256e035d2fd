import { Contract } from "ethers";

import { compareBooksWithStorage, type Difference } from "../../sdk/audit/compare.js";
import { type Finding as Broken, findBrokenInvariants, INVARIANTS } from "../../sdk/audit/invariants.js";
import type { TokenBalances } from "../../sdk/audit/paymentInvariants.js";
import { BooksViolation, JournalGap } from "../../sdk/books/errors.js";
import type { Books } from "../../sdk/books/model.js";
import { contractsAt } from "../../sdk/contracts.js";
import { BulkRunner } from "../../sdk/rpc/bulkRunner.js";
import type { Open } from "../support/open.js";
import { type Ledger, readLedger } from "../support/readLedger.js";
import { startProgress } from "../support/progress.js";
import type { Session } from "../support/session.js";

/** Something that must not be. */
export interface AuditFinding {
  readonly kind: "journal" | "storage" | "invariant";
  readonly place: string;
  readonly problem: string;
}

export interface Audit {
  readonly findings: readonly AuditFinding[];
  readonly block: number;
  readonly events: number;
  readonly fields: number;
  readonly invariants: number;
  readonly seconds: Readonly<Record<"journal" | "storage" | "invariants", number>>;
}

/** Rebuilds the books, compares them with storage, and checks the invariants. A broken journal ends it early. */
export async function auditLedger(session: Session, open: Open): Promise<Audit> {
  const clock = stopwatch();
  let ledger: Ledger;
  try {
    ledger = await readLedger(session, open);
  } catch (error) {
    const findings = [ofJournal(error)];
    const seconds = { journal: clock(), storage: 0, invariants: 0 };
    return {
      findings,
      block: await open.provider.getBlockNumber(),
      events: 0,
      fields: 0,
      invariants: 0,
      seconds,
    };
  }
  const { books, block } = ledger;
  const journal = clock();
  const { differences, compared } = await compare(session, open, books, block);
  const storage = clock();
  const broken = findBrokenInvariants(books, await balancesOf(open, books, block));
  const seconds = { journal, storage, invariants: clock() };
  return {
    findings: [...differences.map(ofStorage), ...broken.map(ofInvariant)],
    block,
    events: books.events,
    fields: compared,
    invariants: Object.keys(INVARIANTS).length,
    seconds,
  };
}

/** A journal that doesn't add up is what an audit is for; any other error is trouble. */
function ofJournal(error: unknown): AuditFinding {
  if (!(error instanceof BooksViolation) && !(error instanceof JournalGap)) throw error;
  return { kind: "journal", place: "journal", problem: error.message };
}

const ofStorage = ({ path, books, storage }: Difference): AuditFinding => ({
  kind: "storage",
  place: path,
  problem: `the journal comes to ${books}, storage holds ${storage}`,
});

const ofInvariant = ({ invariant, subject, detail }: Broken): AuditFinding => ({
  kind: "invariant",
  place: subject,
  problem: `invariant ${String(invariant)}, ${INVARIANTS[invariant] ?? ""}: ${detail}`,
});

/** So many things are looked at at a time that requests are full. */
const AT_ONCE = 2_000;

async function compare(session: Session, { provider, addresses }: Open, books: Books, blockTag: number) {
  const contracts = contractsAt(addresses, new BulkRunner(provider));
  const progress = startProgress(session, "Comparing with storage");
  const onChecked = (checked: number, all: number): void => progress.reach(checked, all);
  try {
    return await compareBooksWithStorage({
      books,
      ...contracts,
      disbursement: contracts,
      blockTag,
      concurrency: AT_ONCE,
      onChecked,
    });
  } finally {
    progress.stop();
  }
}

const ERC20 = ["function balanceOf(address) view returns (uint256)"];

/** What the vault holds by the tokens' own account. What payees received they may have passed on. */
async function balancesOf(
  { provider, addresses }: Open,
  books: Books,
  blockTag: number,
): Promise<Map<string, TokenBalances>> {
  const entries = [...books.tokens.keys()].map(async (token): Promise<[string, TokenBalances]> => {
    const balanceOf = new Contract(token, ERC20, provider).getFunction("balanceOf");
    return [token, { vault: (await balanceOf(addresses.tokenRail, { blockTag })) as bigint }];
  });
  return new Map(await Promise.all(entries));
}

/** Gives the seconds since it was asked last. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1_000;
    last = now;
    return Math.round(seconds * 1_000) / 1_000;
  };
}
