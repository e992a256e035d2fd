import { ZeroHash } from "ethers";

import { acts } from "../../../sdk/acts.js";
import { NO_END } from "../../../sdk/calendar.js";
import { railNumber } from "../../../sdk/disbursement/lines.js";
import { lookAtVouchers } from "../../../sdk/disbursement/seen.js";
import { officesMask } from "../../../sdk/offices.js";
import { obligate } from "./budget.js";
import type { Trial } from "./trial.js";

/** Tries to be two persons in one, or an officer no more. */
export async function tryOfficers(trial: Trial): Promise<void> {
  const { fisc, founders, staff } = trial.cast;
  const { registry, ledger, vouchers } = fisc;
  const budget = trial.officer("irs-budget");
  const administrator = registry.connect(founders.administrator);
  await trial.attempt("appoint oneself", "OfficerRegistrySelfAppointment", async () => {
    const own = await registry.officerOf(await founders.administrator.getAddress());
    return administrator.appoint.staticCall(own, budget.organisationId, officesMask("budget"), 0, NO_END, 1);
  });
  await trial.attempt("certify and disburse in one person", "OfficerRegistryIncompatibleOffices", () => {
    const both = officesMask("certifying", "disbursing");
    return administrator.appoint.staticCall(budget.id, budget.organisationId, both, 0, NO_END, 1);
  });

  const contracting = trial.officer("irs-contracts");
  const submitting = trial.officer("irs-vouchers");
  const [contractor, submitter] = await trial.secondKeys("irs-contracts", "irs-vouchers");
  if (contractor === undefined || submitter === undefined) throw new Error("a key is lacking");
  await staff.appoint(contracting.id, contracting.organisationId, ["receiving"]);
  await trial.attempt(
    "accept one's own contract, in a new office and by a second key",
    "BudgetLedgerDutiesNotSeparate",
    async () => {
      const obligation = trial.obligation("TIRSE16T00001");
      const sequence = Number((await ledger.obligation(obligation)).commitment.sequence);
      return ledger
        .connect(contractor)
        .execute.staticCall(contracting.organisationId, [acts.accept({ obligation, sequence, amount: 1n })]);
    },
  );
  await staff.appoint(submitting.id, submitting.organisationId, ["certifying"]);
  await trial.attempt(
    "certify one's own voucher, in a new office and by a second key",
    "VouchersDutiesNotSeparate",
    async () => {
      const ids = [trial.voucher("TIRSE16T00001/1")];
      const { seen } = await lookAtVouchers(trial.cast.fisc, "attested", ids);
      const { organisationId } = submitting;
      return vouchers
        .connect(submitter)
        .certify.staticCall(organisationId, railNumber("attested"), ids, seen);
    },
  );
  await trial.attempt("go on acting after dismissal", "OfficerRegistryUnknownKey", async () => {
    const { id } = trial.officer("fas-contracts");
    await (await registry.connect(founders.registrar).dismiss(id, ZeroHash)).wait();
    return trial.acting("fas-contracts", await obligate(trial, "FAS-1516", 100n));
  });
}
