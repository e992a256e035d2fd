import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { ATTESTED, DAY, NO_HASH, TOKEN } from "./constants.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { expectOffice, officerByKey, PAYING } from "./offices.js";
import type { PaymentBook, PostedReturns, TokenBook } from "./paymentModel.js";
import { interestDue } from "./rates.js";
import { violation } from "./rules.js";

/** As many trace numbers as may be passed over at once. */
const MAX_GAP = 10_000_000n;
const DAYS_BACK = 7;
const DAYS_AHEAD = 60;
/** Ach to card. */
const METHODS = 4;

/** What the vault holds of a token at least, in cents: what came in less what was paid and taken out. */
export const vaultOf = ({ funded, paid, withdrawn }: TokenBook): bigint => funded - paid - withdrawn;

function allowedToken(books: Books, position: Position, token: string): TokenBook {
  const it = books.tokens.get(token);
  if (it === undefined || it.scale === 0n) {
    throw violation(position, `token ${token}`, "what moves is an allowed token", "it is not allowed");
  }
  return it;
}

/** What the payer posted just before, which a rail settles, once. */
function settledBy(books: Books, { transactionHash }: Position, payer: string): readonly PaymentBook[] {
  const posted = books.lastPosting;
  const isOpen = posted?.transactionHash === transactionHash && posted.payer === payer && !posted.isSettled;
  return isOpen ? posted.payments : [];
}

/** The returns for which a deposit brings the money: those on this rail, posted just before it. Any other is funding. */
function broughtBy(books: Books, { transactionHash }: Position, amount: bigint): PostedReturns | undefined {
  const posted = books.lastReturns;
  if (posted?.transactionHash !== transactionHash || posted.isSettled || posted.amount !== amount)
    return undefined;
  const isBrought = posted.returns.every(({ entry, rail }) => entry.reason !== "failed" && rail === TOKEN);
  return isBrought ? posted : undefined;
}

/** The payer must be one, by now. */
function expectPayer(books: Books, position: Position, payer: string): void {
  const officer = officerByKey(books, payer, position.timestamp);
  expectOffice(books, position, officer?.id ?? 0, PAYING, 0n, TREASURY);
}

export const railHandlers: Handlers<
  | "TokenAllowed"
  | "TokenDisallowed"
  | "Deposited"
  | "TokensPaid"
  | "VaultWithdrawn"
  | "PaymentsAttested"
  | "ReturnAttested"
> = {
  TokenAllowed(books, { args, position }) {
    const { token, codeHash, scale } = args;
    if (scale === 0n) throw violation(position, `token ${token}`, "a token has cents", "its scale is 0");
    const former = books.tokens.get(token);
    const { funded, paid, withdrawn } = former ?? { funded: 0n, paid: 0n, withdrawn: 0n };
    books.tokens.set(token, { token, codeHash, scale, unitsPerCent: scale, funded, paid, withdrawn });
  },

  TokenDisallowed(books, { args, position }) {
    const token = allowedToken(books, position, args.token);
    token.codeHash = NO_HASH;
    token.scale = 0n;
  },

  Deposited(books, { args, position }) {
    const { token, amount } = args;
    allowedToken(books, position, token).funded += amount;
    const back = broughtBy(books, position, amount);
    if (back === undefined) return;
    back.isSettled = true;
    for (const { entry } of back.returns) entry.token = token;
  },

  TokensPaid(books, { args, position }) {
    const { token, payer, amount } = args;
    const it = allowedToken(books, position, token);
    expectPayer(books, position, payer);
    const payments = settledBy(books, position, payer);
    const posted = payments.reduce((sum, payment) => sum + payment.amount, 0n);
    // What fails is posted once more, as returned, afterwards.
    if (payments.length === 0 || amount > posted || (payments[0]?.rail ?? TOKEN) !== TOKEN) {
      throw violation(
        position,
        `token ${token}`,
        "what is paid was posted just before",
        `${amount} paid, ${posted} posted`,
      );
    }
    it.paid += amount;
    if (books.lastPosting !== undefined) books.lastPosting.isSettled = true;
    for (const payment of payments) payment.token = token;
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
    const payments = settledBy(books, position, payer);
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
    if (books.lastPosting !== undefined) books.lastPosting.isSettled = true;
    for (const [i, payment] of payments.entries()) {
      payment.traces =
        first.of === "schedule" ? range : { ...range, firstTrace: firstTrace + BigInt(i), count: 1n };
      const voucher = books.vouchers.get(payment.document);
      if (voucher === undefined) continue;
      payment.interest = interestDue(books, payment.amount, voucher.dueDay, settlementDay).amount;
    }
  },

  ReturnAttested(books, { args, position }) {
    const { bank, payer, amount, evidence } = args;
    const subject = `bank ${bank}`;
    expectPayer(books, position, payer);
    if (!books.banks.has(bank) || evidence === NO_HASH) {
      throw violation(
        position,
        subject,
        "what comes back has a bank that paid and evidence",
        `evidence ${evidence}`,
      );
    }
    const posted = books.lastReturns;
    const isOurs =
      posted?.transactionHash === position.transactionHash && posted.payer === payer && !posted.isSettled;
    const isBack =
      isOurs &&
      posted.amount === amount &&
      // What the rail could not pay never reached the bank.
      posted.returns.every(({ entry, rail }) => entry.reason !== "failed" && (rail ?? ATTESTED) === ATTESTED);
    if (!isBack) {
      throw violation(
        position,
        subject,
        "what is attested came back just before",
        `${amount} attested, ${isOurs ? posted.amount : 0n} came back`,
      );
    }
    posted.isSettled = true;
    for (const { entry } of posted.returns) entry.attestation = { bank, evidence };
  },
};
