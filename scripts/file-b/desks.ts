import { setTimeout } from "node:timers/promises";

import { hexlify, id, toQuantity, toUtf8Bytes, ZeroAddress, ZeroHash, type Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployFisc, type Fisc } from "../../deploy/deployFisc.js";
import { foundedBy } from "../../deploy/foundedBy.js";
import { Staff } from "../../deploy/staff.js";
import type { Act } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { railNumber } from "../../sdk/disbursement/lines.js";
import { lookAtVouchers } from "../../sdk/disbursement/seen.js";
import { bankReturn, bankSettlement } from "../../sdk/disbursement/settlement.js";
import { TREASURY } from "../../sdk/ids.js";
import { freshDeployment } from "../support/network.js";
import type { Desk } from "./plan.js";

/** A ledger with the one agency whose file is replayed, and an officer at each desk. */
export interface Office {
  readonly fisc: Fisc;
  readonly agency: number;
  /** Sends a batch of the treasury's appropriating officer. */
  readonly treasury: Signer;
  readonly desks: Readonly<Record<Desk, Signer>>;
  /** Tries a batch without sending it, then sends it; throws what refused it. */
  readonly run: (signer: Signer, organisation: number, batch: readonly Act[]) => Promise<void>;
  readonly payments: Payments;
}

/** What the payment desks do; each call tries every step before it sends it, and throws what refused it. */
export interface Payments {
  /** Submits, certifies and pays a voucher through a bank, by three officers, on the day of `time`. */
  readonly pay: (voucher: string, obligation: bigint, amount: bigint, time: number) => Promise<void>;
  /** Records that a payment came back whole. */
  readonly giveBack: (voucher: string) => Promise<void>;
  /** Records that a part of a payment was given back. */
  readonly refund: (voucher: string, amount: bigint) => Promise<void>;
}

/** File B names no payees; every obligation of the replay names this one. */
export const PAYEE = 1;

const DAY = 86_400;

/** The bank of the replay. File B names none. */
const BANK = 1;

/** File B names no reason for what was given back, and no bank's advice. */
const NO_CODE = hexlify(toUtf8Bytes("---"));
const RETURNED = bankReturn({ bank: BANK, evidence: id("File B names no bank's advice") });

const ATTESTED = railNumber("attested");

/** Deploys a ledger and staffs it: ten accounts, as many as the smallest development node has. */
export async function openOffice(connection: NetworkConnection, agencyCode: string): Promise<Office> {
  const [deployer, registrar, inspector, administrator, treasury, ...officers] =
    await connection.ethers.getSigners();
  const [contracting, receiving, budget, certifying, disbursing] = officers;
  if (!deployer || !registrar || !inspector || !administrator || !treasury) throw tooFew();
  if (!contracting || !receiving || !budget || !certifying || !disbursing) throw tooFew();
  const fisc = await deployFisc(
    connection,
    await foundedBy({ registrar, inspector, administrator, council: [deployer] }),
    await freshDeployment(connection),
  );
  const staff = new Staff(fisc.registry, { registrar, administrator });
  const agency = await staff.organisation(TREASURY, agencyCode);
  await staff.appoint(await staff.person(treasury), TREASURY, ["appropriating"]);
  await staff.appoint(await staff.person(contracting), agency, ["contracting"]);
  await staff.appoint(await staff.person(receiving), agency, ["receiving"]);
  await staff.appoint(await staff.person(budget), agency, ["budget", "submitting"]);
  await staff.appoint(await staff.person(certifying), agency, ["certifying"]);
  await staff.appoint(await staff.person(disbursing), agency, ["disbursing"]);

  const payees = fisc.payees.connect(registrar);
  await (await payees.enrolEntity("PAYEES-OF-FILE-B", ZeroAddress)).wait();
  await (await payees.attest(PAYEE, NO_END, ZeroHash)).wait();
  await (await payees.setDetails(PAYEE, ATTESTED, id("File B names no bank account").slice(0, 42))).wait();

  const send = async (signer: Signer, contract: Fisc["ledger" | "vouchers"], data: string): Promise<void> =>
    sendTried(connection, {
      from: await signer.getAddress(),
      to: await contract.getAddress(),
      data,
      gas: GAS,
    });
  return {
    fisc,
    agency,
    treasury,
    desks: { contracting, receiving, budget, disbursing },
    run: (signer, organisation, batch) =>
      send(
        signer,
        fisc.ledger,
        fisc.ledger.interface.encodeFunctionData("execute", [organisation, [...batch]]),
      ),
    payments: paymentsOf(fisc, agency, (signer, data) => send(signer, fisc.vouchers, data), {
      submitting: budget,
      certifying,
      disbursing,
    }),
  };
}

function paymentsOf(
  fisc: Fisc,
  agency: number,
  send: (signer: Signer, data: string) => Promise<void>,
  {
    submitting,
    certifying,
    disbursing,
  }: Readonly<Record<"submitting" | "certifying" | "disbursing", Signer>>,
): Payments {
  const vouchers = fisc.vouchers.interface;
  let firstTrace = 1n;
  return {
    pay: async (voucher, obligation, amount, time) => {
      const day = Math.floor(time / DAY);
      // Paid at once, so never late. File B names no documents.
      const submission = { id: voucher, obligation, amount, dueDay: day + 30, evidence: ZeroHash };
      await send(submitting, vouchers.encodeFunctionData("submit", [agency, [submission]]));
      const { seen } = await lookAtVouchers(fisc, "attested", [voucher]);
      await send(certifying, vouchers.encodeFunctionData("certify", [agency, ATTESTED, [voucher], seen]));
      const settlement = bankSettlement({
        bank: BANK,
        method: "ach",
        settlementDay: day + 1,
        firstTrace: firstTrace++,
      });
      await send(
        disbursing,
        vouchers.encodeFunctionData("pay", [agency, agency, ATTESTED, [voucher], settlement]),
      );
    },
    giveBack: async (voucher) =>
      send(
        disbursing,
        vouchers.encodeFunctionData("returnPayments", [agency, agency, [voucher], NO_CODE, RETURNED]),
      ),
    refund: async (voucher, amount) =>
      send(
        disbursing,
        vouchers.encodeFunctionData("refund", [agency, agency, voucher, amount, ZeroHash, RETURNED]),
      ),
  };
}

/** Plenty for a hundred acts, and below what one transaction may use (EIP-7825). */
const GAS = toQuantity(16_000_000);

/**
 * Tries a transaction, sends it from an account of the node's and waits for its receipt.
 *
 * In the node's own words, not through a signer: thousands of rows wait here, and a signer asks about each transaction
 * several times more.
 */
async function sendTried(
  { provider }: NetworkConnection,
  transaction: Readonly<Record<"from" | "to" | "data" | "gas", string>>,
): Promise<void> {
  await provider.request({ method: "eth_call", params: [transaction, "latest"] });
  const hash: unknown = await provider.request({ method: "eth_sendTransaction", params: [transaction] });
  for (let attempt = 0; attempt < RECEIPT_ATTEMPTS; ++attempt) {
    const receipt: unknown = await provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
    if (receipt === null) await setTimeout(RECEIPT_PAUSE);
    else if ((receipt as { status: string }).status === "0x1") return;
    else throw new Error(`transaction ${String(hash)} failed after a successful trial`);
  }
  throw new Error(`transaction ${String(hash)} was not mined: the node must mine each as it comes`);
}

/** Milliseconds between two looks for a receipt, and how many there are. */
const RECEIPT_PAUSE = 5;
const RECEIPT_ATTEMPTS = 6_000;

function tooFew(): Error {
  return new Error("the node has fewer than ten accounts of its own");
}
