import { id } from "ethers";

import { type Rail, railNumber } from "../../../sdk/disbursement/lines.js";
import { bankReturn, bankSettlement, tokenSettlement } from "../../../sdk/disbursement/settlement.js";
import { FiscInputError } from "../../../sdk/errors.js";
import type { Means, SamplePayment } from "../sample.js";
import type { Stage } from "../stage.js";

/** The treasury's bank in the story: none that there is. */
const BANK = 12_345_678;

const DAY = 86_400;

/** How a payment is made. */
export interface Settling {
  readonly rail: Rail;
  readonly number: number;
  readonly settlement: string;
  /** Means and trace numbers of `count` lines, from the `nth` that is paid on (the first one 0), or the transaction. */
  readonly howOf: (transaction: string, nth: number, count: number) => string;
}

/** The means that a step names. */
export function requireMeans({ means, place, step }: SamplePayment): Means {
  if (means !== undefined) return means;
  throw new FiscInputError(place, `"${step}" names no rail`, "name token, ach or wire");
}

export const railOf = (means: Means): Rail => (means === "token" ? "token" : "attested");

/** Settles what is paid by `line`: by the bank, with the next trace numbers and the money there tomorrow. */
export async function settle({ cast, token }: Stage, line: SamplePayment): Promise<Settling> {
  const means = requireMeans(line);
  const rail = railOf(means);
  const number = railNumber(rail);
  if (means === "token") {
    const settlement = tokenSettlement(await token.getAddress());
    return { rail, number, settlement, howOf: (transaction) => `token ${transaction.slice(0, 10)}` };
  }
  const next = await cast.fisc.attestedRail.nextTrace(BANK);
  const firstTrace = next === 0n ? 1n : next;
  const settlementDay = Math.floor(line.time / DAY);
  return {
    rail,
    number,
    settlement: bankSettlement({ bank: BANK, method: means, settlementDay, firstTrace }),
    howOf: (_, nth, count) => {
      const first = firstTrace + BigInt(nth);
      return `${means} ${traceOf(first)}${count > 1 ? `..${String(first + BigInt(count) - 1n)}` : ""}`;
    },
  };
}

/** Settles what the bank of the story sent back, as the sample's line says. */
export const settleReturn = ({ place, note }: SamplePayment): string =>
  bankReturn({ bank: BANK, evidence: id(`${place}: ${note}`) });

/** A trace number as banks write it: the bank's eight digits, then seven. */
const traceOf = (trace: bigint): string => `${String(BANK)}-${trace.toString().padStart(7, "0")}`;
