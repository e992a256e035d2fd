import { type Command, InvalidArgumentError, Option } from "commander";

import { civilDate } from "../../sdk/calendar.js";
import type { Fisc } from "../../sdk/client/fisc.js";
import type { Payment } from "../../sdk/client/payments/settlements.js";
import { type Method, METHODS } from "../../sdk/disbursement/settlement.js";
import { FiscInputError } from "../../sdk/errors.js";

/** How money leaves, by a command's options. */
export interface PaymentOptions {
  readonly token?: string;
  readonly bank?: string;
  readonly method: Method;
  readonly settles?: string;
  readonly firstTrace?: bigint;
}

/** Adds the options by which a command is told how money leaves. */
export const withPayment = (command: Command): Command =>
  command
    .option("--token <address>", "pay in this token, out of the treasury's vault")
    .option("--bank <number>", "attest a payment by this bank: the first eight digits of its routing number")
    .addOption(
      new Option("--method <method>", "how the bank pays").choices(Object.keys(METHODS)).default("ach"),
    )
    .option("--settles <date>", "the day on which the bank's payees have the money; today, when left out")
    .addOption(
      new Option(
        "--first-trace <number>",
        "the bank's trace number of the first line; its next one, when left out",
      ).argParser(trace),
    );

/**
 * @param today The ledger's civil date: when a bank settles, unless it is said.
 * @throws FiscInputError where it is neither a token nor a bank, or both.
 */
export function paymentOf(
  { token, bank, method, settles, firstTrace }: PaymentOptions,
  today: string,
): Payment {
  if (token !== undefined && bank === undefined) return { token };
  if (bank === undefined || token !== undefined) {
    throw new FiscInputError("payment", "it is not said how money leaves", "give either --token or --bank");
  }
  if (!/^\d{1,8}$/.test(bank)) {
    throw new FiscInputError(
      "--bank",
      `"${bank}" is no bank`,
      "give the first eight digits of its routing number",
    );
  }
  return {
    bank: Number(bank),
    method,
    settles: settles ?? today,
    ...(firstTrace === undefined ? {} : { firstTrace }),
  };
}

function trace(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return BigInt(text);
}

/** The ledger's civil date, by the chain's clock. */
export async function todayOf({ provider, calendar }: Fisc): Promise<string> {
  const block = await provider.getBlock("latest");
  return civilDate(block?.timestamp ?? 0, calendar);
}
