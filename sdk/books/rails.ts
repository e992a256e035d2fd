import type { Position } from "../journal/event.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { expectOffice, officerByKey, PAYING } from "./offices.js";
import type { TokenBook } from "./paymentModel.js";
import { violation } from "./rules.js";

const TREASURY = 1;
const NO_HASH = `0x${"0".repeat(64)}`;
const ATTESTED = 1;
/** As many trace numbers as may be passed over at once. */
const MAX_GAP = 10_000_000n;
const DAY = 86_400;
const DAYS_BACK = 7;
const DAYS_AHEAD = 60;
/** Ach to card. */
const METHODS = 4;

/**
 * What the vault holds at least, in cents: what came in less what was paid and taken out. The journal does not say which
 * token a payment was made in, so this is all of them together.
 */
export function vaultOf(books: Books): bigint {
  let cents = 0n;
  for (const { funded, withdrawn } of books.tokens.values()) cents += funded - withdrawn;
  for (const { rail, amount, returns } of books.payments) {
    if (rail !== 0) continue;
    cents -= amount;
    // What came back later was brought into the vault, and counts there.
    for (const back of returns) if (back.reason === "failed") cents += back.amount;
  }
  return cents;
}

function allowedToken(books: Books, position: Position, token: string): TokenBook {
  const it = books.tokens.get(token);
  if (it === undefined || it.scale === 0n) {
    throw violation(position, `token ${token}`, "what moves is an allowed token", "it is not allowed");
  }
  return it;
}

/** The payer must be one, by now. */
function expectPayer(books: Books, position: Position, payer: string): void {
  const officer = officerByKey(books, payer, position.timestamp);
  expectOffice(books, position, officer?.id ?? 0, PAYING, 0n, TREASURY);
}

export const railHandlers: Handlers<
  "TokenAllowed" | "TokenDisallowed" | "Deposited" | "VaultWithdrawn" | "PaymentsAttested"
> = {
  TokenAllowed(books, { args, position }) {
    const { token, codeHash, scale } = args;
    if (scale === 0n) throw violation(position, `token ${token}`, "a token has cents", "its scale is 0");
    const former = books.tokens.get(token);
    const { funded, withdrawn } = former ?? { funded: 0n, withdrawn: 0n };
    books.tokens.set(token, { token, codeHash, scale, unitsPerCent: scale, funded, withdrawn });
  },

  TokenDisallowed(books, { args, position }) {
    const token = allowedToken(books, position, args.token);
    token.codeHash = NO_HASH;
    token.scale = 0n;
  },

  Deposited(books, { args, position }) {
    allowedToken(books, position, args.token).funded += args.amount;
  },

  VaultWithdrawn(books, { args, position }) {
    allowedToken(books, position, args.token).withdrawn += args.amount;
  },

  PaymentsAttested(books, { args, position }) {
    const { bank, payer, method, settlementDay, firstTrace, count } = args;
    const subject = `bank ${bank}`;
    expectPayer(books, position, payer);
    const today = Math.floor(position.timestamp / DAY);
    const isDated = settlementDay + DAYS_BACK >= today && settlementDay <= today + DAYS_AHEAD;
    if (bank === 0 || method === 0 || method > METHODS || !isDated) {
      throw violation(
        position,
        subject,
        "a bank's payment has a method and a day near",
        `method ${method}, day ${settlementDay}`,
      );
    }
    const it = books.banks.get(bank) ?? { bank, next: 0n, ranges: [] };
    if (firstTrace < it.next || firstTrace - it.next > MAX_GAP || count === 0n) {
      throw violation(
        position,
        subject,
        "trace numbers are used once, in rising order",
        `${count} from ${firstTrace}, free from ${it.next}`,
      );
    }
    const posted = books.lastPosting;
    const isPosted = posted?.transactionHash === position.transactionHash && posted.payer === payer;
    const payments = isPosted && !posted.isAttested ? posted.payments : [];
    const [first] = payments;
    // A chunk of a schedule is one payment of many lines: how many, its own event tells.
    const fits = first?.of === "schedule" || BigInt(payments.length) === count;
    if (first === undefined || !fits || (first.rail ?? ATTESTED) !== ATTESTED) {
      throw violation(
        position,
        subject,
        "what is attested was posted just before",
        `${count} lines, ${payments.length} payments posted`,
      );
    }
    const range = { bank, payer, method, settlementDay, firstTrace, count };
    books.banks.set(bank, it);
    it.next = firstTrace + count;
    it.ranges.push(range);
    if (posted !== undefined) posted.isAttested = true;
    for (const [i, payment] of payments.entries()) {
      payment.traces =
        first.of === "schedule" ? range : { ...range, firstTrace: firstTrace + BigInt(i), count: 1n };
    }
  },
};
