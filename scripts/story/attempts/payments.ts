import { getBytes, hexlify, id, ZeroHash } from "ethers";

import { invoiceFingerprint } from "../../../sdk/disbursement/fingerprint.js";
import { railNumber } from "../../../sdk/disbursement/lines.js";
import { lookAtVouchers } from "../../../sdk/disbursement/seen.js";
import { bankSettlement, tokenSettlement } from "../../../sdk/disbursement/settlement.js";
import type { Chunk } from "../../../sdk/disbursement/schedule.js";
import { chainTime } from "../../support/network.js";
import { need } from "../need.js";
import { argument } from "../payments/schedules.js";
import type { Trial } from "./trial.js";

const ATTESTED = railNumber("attested");
const TOKEN = railNumber("token");

const DAY = 86_400;

/** A payee's statuses in the contracts. */
const STATUS = { active: 0, excluded: 2 } as const;

/** Certified and waiting, at the bank and for tokens. */
const WAITING = { bank: "TIRNO12Z000180021/2", token: "TEPB1633709/2" } as const;

/** Tries to be paid twice, too much, or what should not be paid. */
export async function tryPayments(trial: Trial): Promise<void> {
  await tryClaims(trial);
  await tryWaiting(trial);
  await tryChunks(trial);
}

/** Claims that are not owed. */
async function tryClaims(trial: Trial): Promise<void> {
  const { vouchers, ledger } = trial.cast.fisc;
  const submitting = trial.officer("bep-vouchers");
  const submissionOf = async (award: string, invoice: string, amount: bigint) => {
    const obligation = trial.obligation(award);
    const payee = Number((await ledger.parties(obligation)).payee);
    const fingerprint = invoiceFingerprint(trial.year.invoiceKey, payee, invoice);
    return { id: fingerprint, obligation, amount, dueDay: 0, evidence: ZeroHash };
  };
  const desk = vouchers.connect(submitting.key);

  await trial.attempt(
    "claim an invoice twice, its number written another way",
    "VouchersAlreadyClaimed",
    async () =>
      desk.submit.staticCall(submitting.organisationId, [
        await submissionOf("TEPB1633712", " tepb1633712/1 ", 144_787_200n),
      ]),
  );
  await trial.attempt("certify more than was accepted", "BudgetLedgerExceedsOwed", async () => {
    const submission = await submissionOf("TEPC111113", "TEPC111113/2", 1n);
    await (await desk.submit(submitting.organisationId, [submission])).wait();
    const { key, organisationId } = trial.officer("bep-certifier");
    const { seen } = await lookAtVouchers(trial.cast.fisc, "attested", [submission.id]);
    return vouchers.connect(key).certify.staticCall(organisationId, ATTESTED, [submission.id], seen);
  });
}

/** Payments that were certified, and may not leave now. */
async function tryWaiting(trial: Trial): Promise<void> {
  const { fisc, founders, organisations } = trial.cast;
  const { vouchers, payees, registry, attestedRail } = fisc;
  const irs = need(organisations, "2050", "the attempts");
  const bep = need(organisations, "2041", "the attempts");
  const { key, organisationId } = trial.officer("disburser");
  const disburser = vouchers.connect(key);
  const payByBank = async () =>
    disburser.pay.staticCall(
      irs,
      organisationId,
      ATTESTED,
      [trial.voucher(WAITING.bank)],
      bankSettlement({
        bank: 1,
        method: "ach",
        settlementDay: Math.floor((await chainTime(trial.connection)) / DAY) + 1,
        firstTrace: await attestedRail.nextTrace(1),
      }),
    );

  const { payee } = await vouchers.voucher(trial.voucher(WAITING.bank));
  const registrar = payees.connect(founders.registrar);
  await (await registrar.setStatus(payee, STATUS.excluded, id("tried"))).wait();
  await trial.attempt("pay a payee who was excluded since", "VouchersNonePayable", payByBank);
  await (await registrar.setStatus(payee, STATUS.active, id("tried"))).wait();

  const inspector = registry.connect(founders.inspector);
  await (await inspector.halt(irs, DAY, id("tried"))).wait();
  await trial.attempt("pay while the inspector halts payments", "OfficerRegistryHalted", payByBank);
  await (await inspector.lift(irs)).wait();

  await trial.attempt("pay beyond the cash ceiling", "CashCeilingsExceeded", payByBank);
  await trial.attempt("pay from a vault that is short", "TokenRailVaultShort", async () =>
    disburser.pay.staticCall(
      bep,
      organisationId,
      TOKEN,
      [trial.voucher(WAITING.token)],
      tokenSettlement(await trial.year.token.getAddress()),
    ),
  );
}

/** Chunks other than those that were certified, each once. */
async function tryChunks(trial: Trial): Promise<void> {
  const { token } = trial.year;
  const { key, organisationId } = trial.officer("disburser");
  const schedules = trial.cast.fisc.schedules.connect(key);
  const { header, chunks } = need(trial.year.schedules, "INDEMNITY-TOKEN", "the attempts");
  const [chunk] = chunks;
  if (chunk === undefined) throw new Error("the schedule has no chunk");
  const paying = async (it: Chunk) =>
    schedules.pay.staticCall(header, organisationId, argument(it), tokenSettlement(await token.getAddress()));
  await trial.attempt("pay a chunk of a schedule twice", "SchedulesAlreadyPaid", () => paying(chunk));
  await trial.attempt("pay a chunk with a line altered", "SchedulesInvalidProof", () => {
    const lines = getBytes(chunk.lines);
    // The last cent of the last line.
    lines.set([(lines.at(-1) ?? 0) ^ 1], lines.length - 1);
    return paying({ ...chunk, lines: hexlify(lines) });
  });
}
