import { readFile } from "node:fs/promises";

import { JsonRpcProvider, Wallet } from "ethers";

import { addressesIn, parseAddressBook } from "../../sdk/client/addressBook.js";
import { connectFisc } from "../../sdk/client/connectFisc.js";
import type { Fisc } from "../../sdk/client/fisc.js";
import { FiscRefused } from "../../sdk/client/refused.js";
import { readBooks } from "../../sdk/journal/readBooks.js";
import { openOutbox } from "../../sdk/outbox/openOutbox.js";
import { printStatement } from "../../sdk/statements/print.js";
import { statement } from "../../sdk/statements/statement.js";

/** The snippets of `docs/guide/scripts.md`: each function's body is one of them, word for word. */
export async function connect(file: string, url: string): Promise<Fisc> {
  const book = parseAddressBook(await readFile(file, "utf8"), file);
  const provider = new JsonRpcProvider(url, book.chainId, { staticNetwork: true, cacheTimeout: -1 });
  const officer = new Wallet(process.env.FISC_KEY_CONTRACTING ?? "", provider);
  const fisc = await connectFisc(officer, book);
  return fisc;
}

export async function obligate(fisc: Fisc): Promise<bigint> {
  const order = {
    account: "012-2025/2025-0100 PROJECT",
    payee: 7,
    amount: "1234.50",
    classification: { objectClass: "252" },
  };
  const { gas } = await fisc.budget.obligate.dryRun(order);
  const { obligation, event } = await fisc.budget.obligate(order);
  console.log(`obligated ${event.args.amount} as ${obligation}, for less than ${gas} gas`);
  return obligation;
}

export async function explain(fisc: Fisc): Promise<FiscRefused | undefined> {
  try {
    await fisc.budget.deobligate({ obligation: "3/2", amount: "99999.99" });
  } catch (error) {
    if (!(error instanceof FiscRefused)) throw error;
    console.log(error.sentence, error.docs);
    return error;
  }
  return undefined;
}

export async function withdrawSeen(fisc: Fisc): Promise<void> {
  const { available, sequence } = await fisc.budget.account("012-2025/2025-0100 PROJECT");
  if (available !== "0.00") {
    await fisc.budget.withdraw({ account: "012-2025/2025-0100 PROJECT", amount: available, sequence });
  }
}

export async function report(fisc: Fisc): Promise<string> {
  const { timelock: _, ...addresses } = addressesIn(fisc.book);
  const { books } = await readBooks({
    provider: fisc.provider,
    addresses: Object.values(addresses),
    from: fisc.book.fromBlock,
  });
  const text = printStatement(statement(books, books.position?.timestamp ?? 0));
  return text;
}

export async function payOnce(
  fisc: Fisc,
  signer: Wallet,
  vouchers: string[],
  token: string,
): Promise<string> {
  const outbox = await openOutbox({
    folder: ".outbox",
    signer,
    chainId: BigInt(fisc.book.chainId),
    endpoints: ["https://one.example", "https://another.example"],
  });
  const { payments } = fisc.as(outbox);
  const { paid } = await payments.pay({ vouchers, payment: { token } }, { id: "run 2026-06-30, batch 1" });
  await outbox.close();
  return paid;
}
