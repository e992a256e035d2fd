import type { Contracts } from "../../contracts.js";
import type { Rail } from "../../disbursement/lines.js";
import {
  bankReturn,
  bankSettlement,
  type Method,
  METHODS,
  tokenSettlement,
} from "../../disbursement/settlement.js";
import { civilDayOf } from "../inputs/dates.js";
import { addressOf, hashOf } from "../inputs/hex.js";
import { MOST, numberNamed, wholeNumber } from "../inputs/numbers.js";

/** Pays in a token out of the treasury's vault. */
export interface TokenPayment {
  /** The token's address. */
  readonly token: string;
}

/** Attests what a bank pays. */
export interface BankPayment {
  /** The first eight digits of its routing number. */
  readonly bank: number;
  readonly method: Method;
  /** Civil date on which the payees have the money. */
  readonly settles: string;
  /** Trace number of the first line paid; left out, the bank's next one. */
  readonly firstTrace?: bigint;
}

/** How money leaves. */
export type Payment = TokenPayment | BankPayment;

/** What came back, and how: tokens that the caller brings, or by a bank with its return file or advice. */
export type Comeback = TokenPayment | { readonly bank: number; readonly evidence: string };

/** The rail that a payment goes over. */
export const railIn = (payment: Payment | Comeback): Rail => ("token" in payment ? "token" : "attested");

/** A payment as its rail takes it. */
export async function settlementOf({ attestedRail }: Contracts, payment: Payment): Promise<string> {
  if ("token" in payment) return tokenSettlement(addressOf(payment.token, "token"));
  const { method, settles } = payment;
  const bank = bankOf(payment.bank);
  numberNamed(METHODS, method, "method");
  const next = payment.firstTrace ?? (await attestedRail.nextTrace(bank));
  return bankSettlement({
    bank,
    method,
    settlementDay: civilDayOf(settles, "settles"),
    // A bank's first trace number is 1.
    firstTrace: next === 0n ? 1n : next,
  });
}

/** What came back, as its rail takes it. */
export const comebackOf = (comeback: Comeback): string =>
  "token" in comeback
    ? tokenSettlement(addressOf(comeback.token, "token"))
    : bankReturn({ bank: bankOf(comeback.bank), evidence: hashOf(comeback.evidence, "evidence") });

const bankOf = (bank: number): number => wholeNumber(bank, MOST[32], "bank", 1);
