import { compareBooksWithStorage } from "../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../sdk/audit/invariants.js";
import type { Books } from "../../sdk/books/model.js";
import { vaultOf } from "../../sdk/books/rails.js";
import { RAILS, type Rail } from "../../sdk/disbursement/lines.js";
import { readBooks } from "../../sdk/journal/readBooks.js";
import { findStrayBalances } from "./balances.js";
import { BANK, type Paid } from "./pay.js";
import { type ScheduleTally, tally } from "./tally.js";
import { SCALE, type Treasury } from "./treasury.js";

/** What became of a rail's payments; cents. */
export interface RailResult {
  readonly payments: number;
  readonly paid: number;
  readonly returned: number;
  readonly paidCents: bigint;
  readonly returnedCents: bigint;
}

export interface Checked {
  readonly rails: Readonly<Record<Rail, RailResult>>;
  /** One line for each figure that the plan, the books, storage or the payees' balances have otherwise. */
  readonly mismatches: readonly string[];
  readonly events: number;
  readonly fieldsCompared: number;
}

/** Blocks read at a time: each may hold a transaction full of lines. */
const PAGE = 32;

/** Rebuilds the books from the journal, and compares them with the plan, with storage and with what payees have. */
export async function check(treasury: Treasury, paid: readonly Paid[]): Promise<Checked> {
  const { connection, token } = treasury;
  const { registry, ledger, veto, timelock: _, ...disbursement } = treasury.fisc;
  const journal = [registry, ledger, veto, ...Object.values(disbursement)];
  const addresses = await Promise.all(journal.map((contract) => contract.getAddress()));
  const { provider } = connection.ethers;
  const { books } = await readBooks({ provider, addresses, from: 0, pageSize: PAGE, concurrency: 1 });

  const { schedules, byAddress } = tally(books);
  const rails = { token: sum("token", schedules), attested: sum("attested", schedules) };
  const units = new Map([...byAddress].map(([address, cents]) => [address, cents * SCALE]));
  const vault = books.tokens.get(await token.getAddress());
  units.set(await disbursement.tokenRail.getAddress(), vault === undefined ? 0n : vaultOf(vault) * SCALE);

  const { differences, compared } = await compareBooksWithStorage({
    books,
    registry,
    ledger,
    veto,
    disbursement,
  });
  return {
    rails,
    mismatches: [
      ...paid.flatMap((it) => againstPlan(it, schedules.get(it.salt))),
      ...(await againstPrograms(treasury, rails, books)),
      ...(await findStrayBalances(connection, token, units)),
      ...differences.map((it) => `${it.path}: books ${it.books}, storage ${it.storage}`),
      ...findBrokenInvariants(books).map((finding) => JSON.stringify(finding)),
    ],
    events: books.events,
    fieldsCompared: compared,
  };
}

function sum(rail: Rail, schedules: ReadonlyMap<string, ScheduleTally>): RailResult {
  const result = { payments: 0, paid: 0, returned: 0, paidCents: 0n, returnedCents: 0n };
  for (const it of schedules.values()) {
    if (it.rail !== rail) continue;
    result.payments += it.lines;
    result.returned += it.returned;
    result.returnedCents += it.returnedCents;
    result.paidCents += it.cents - it.returnedCents;
  }
  return { ...result, paid: result.payments - result.returned };
}

/** What the journal tells of a schedule, against what was drawn. */
function againstPlan({ plan, total, returned, returnedCents }: Paid, told?: ScheduleTally): string[] {
  const name = `schedule ${String(plan.number)}`;
  return [
    ...same(`${name}, lines`, told?.lines, plan.lines),
    ...same(`${name}, cents`, told?.cents, total),
    ...same(`${name}, lines that came back`, told?.returned, returned),
    ...same(`${name}, cents that came back`, told?.returnedCents, returnedCents),
  ];
}

/** What storage holds of the programs that were paid from, against what the journal's lines add up to. */
async function againstPrograms(
  { fisc, agency, programs }: Treasury,
  rails: Checked["rails"],
  books: Books,
): Promise<string[]> {
  const found: string[] = [];
  for (const rail of RAILS) {
    const { claims } = await fisc.ledger.obligation(programs[rail]);
    found.push(
      ...same(`${rail}, cents paid`, rails[rail].paidCents, claims.paid),
      ...same(`${rail}, cents left certified`, 0, claims.certified),
    );
  }
  const all = rails.token.paidCents + rails.attested.paidCents;
  return [
    ...found,
    ...same("cash spent", all, (await fisc.cash.ceiling(agency)).spent),
    // The first trace number of a bank is 0.
    ...same("trace numbers", rails.attested.payments, await fisc.attestedRail.nextTrace(BANK)),
    ...same("payments posted", books.payments.length, chunksIn(books)),
  ];
}

function chunksIn({ schedules }: Books): number {
  let chunks = 0;
  for (const { header } of schedules.values()) chunks += header.chunks;
  return chunks;
}

function same(what: string, told: bigint | number | undefined, is: bigint | number): string[] {
  return told !== undefined && BigInt(told) === BigInt(is)
    ? []
    : [`${what}: ${String(told)}, not ${String(is)}`];
}
