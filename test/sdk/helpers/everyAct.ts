import { ZeroHash } from "ethers";

import { acts } from "../../../sdk/acts.js";
import { obligationId, TREASURY } from "../../../sdk/ids.js";
import { NO_END } from "../../../sdk/calendar.js";
import { OFFICES } from "../../../sdk/offices.js";
import { CLASSIFICATION, EVIDENCE, type Funded, funded, SUPPLIER } from "../../fixtures/funded.js";
import { signerNamed } from "../../fixtures/signers.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { appoint, appointed, enrolled } from "../../fixtures/staffed.js";
import { claims } from "../../helpers/claims.js";
import { fields, operation, schedule, throughTop } from "../../helpers/timelock.js";

/** A chain on which every event of the journal was emitted at least once, by the contracts themselves. */
export async function everyAct(): Promise<Funded> {
  const all = await funded();
  await everyAccountAct(all);
  await everyObligationAct(all);
  await everyRegistryAct(all);
  const { ledger, treasury } = all;
  await ledger.connect(treasury.appropriating.signer).seal(140_000_00n, 10_000_00n);
  const frozen = ledger.interface.encodeFunctionData("freeze");
  await throughTop(all, ledger, frozen);
  return all;
}

async function everyAccountAct(all: Funded) {
  const { ledger, treasury, a, root, project, branch, other, closesAt, cancelsAt, payer } = all;
  const law = ledger.connect(treasury.appropriating.signer);
  const line = { evidence: EVIDENCE };
  // The root's number: 1 at its opening, an appropriation and two allotments later.
  await law.execute(TREASURY, [
    acts.rescind({ ...line, account: root, sequence: 4, amount: 1_00n }),
    acts.anticipate({ ...line, account: root, sequence: 5, amount: 500_00n }),
    acts.forgo({ ...line, account: root, sequence: 6, amount: 100_00n }),
  ]);
  const receipts = (["proceeds", "refund", "reimbursement"] as const).map((receipt, i) =>
    acts.collect({ ...line, account: root, sequence: 7 + i, amount: 100_00n, receipt }),
  );
  receipts.push(
    acts.uncollect({ ...line, account: root, sequence: 10, amount: 20_00n, receipt: "proceeds" }),
  );
  await payer.contract.execute(ledger, TREASURY, receipts);
  await law.execute(TREASURY, [acts.realise({ ...line, account: root, sequence: 11, amount: 250_00n })]);
  await ledger
    .connect(treasury.transferring.signer)
    .execute(TREASURY, [
      acts.transfer({ ...line, account: root, to: other, sequence: 12, amount: 10_00n }),
      acts.withhold({ ...line, account: root, sequence: 13, amount: 30_00n }),
      acts.release({ ...line, account: root, sequence: 14, amount: 20_00n }),
    ]);
  await ledger
    .connect(a.budget.signer)
    .execute(a.id, [
      acts.withdraw({ ...line, account: project, sequence: 3, amount: 5_00n }),
      acts.transfer({ ...line, account: branch, to: project, sequence: 2, amount: 7_00n }),
      acts.reserve({ ...line, account: project, sequence: 5, amount: 9_00n }),
      acts.unreserve({ ...line, account: project, sequence: 6, amount: 4_00n }),
    ]);
  await law.extend(root, closesAt + 10, cancelsAt + 20);
  await ledger.connect(a.budget.signer).extend(project, closesAt + 5, 0);
  await ledger.connect(a.budget.signer).openAllotment(project, a.id, closesAt - 9, NO_END, "TASK");
  await ledger.connect(treasury.budget.signer).reassign(other, TREASURY);
}

async function everyObligationAct(all: Funded) {
  const { ledger, a, project, contract } = all;
  const contracting = ledger.connect(a.contracting.signer);
  const one = { obligation: contract, evidence: EVIDENCE };
  const opening = {
    account: project,
    sequence: 7,
    amount: 10_000_00n,
    payee: SUPPLIER,
    classification: CLASSIFICATION,
  };
  await contracting.execute(a.id, [
    acts.openObligation(opening),
    acts.increase({ ...one, sequence: 1, amount: 40_00n }),
    acts.deobligate({ ...one, sequence: 2, amount: 30_00n }),
    acts.novate({ ...one, sequence: 3, amount: 10_010_00n, payee: SUPPLIER }),
  ]);
  // A second contracting officer, so that the obligation has several.
  const second = await appointed(all, "A contracting, second", a.id, OFFICES.contracting);
  await ledger.connect(second.signer).execute(a.id, [acts.increase({ ...one, sequence: 4, amount: 90_00n })]);
  await ledger
    .connect(a.receiving.signer)
    .execute(a.id, [
      acts.accept({ ...one, sequence: 5, amount: 1_000_00n }),
      acts.reverse({ ...one, sequence: 6, amount: 100_00n }),
    ]);
  await ledger
    .connect(a.budget.signer)
    .execute(a.id, [
      acts.advance({ ...one, sequence: 7, amount: 400_00n }),
      acts.recall({ ...one, sequence: 8, amount: 50_00n }),
    ]);
  await ledger
    .connect(a.receiving.signer)
    .execute(a.id, [
      acts.liquidate({ ...one, sequence: 9, amount: 150_00n }),
      acts.retain({ ...one, sequence: 10, amount: 100_00n }),
      acts.unretain({ ...one, sequence: 11, amount: 40_00n }),
    ]);
  const payer = claims(all);
  const lines = (...amounts: bigint[]) => amounts.map((amount) => ({ obligation: contract, amount }));
  await payer.certify(a.id, a.certifying.id, lines(500_00n, 200_00n, 100_00n));
  await payer.decertify(a.id, a.certifying.id, lines(50_00n));
  await payer.accrue(a.id, a.disbursing.id, lines(3_00n));
  await payer.pay(a.id, a.disbursing.id, lines(400_00n, 300_00n));
  await payer.giveBack(a.id, a.disbursing.id, lines(25_00n));
  await contracting.execute(a.id, [
    acts.deobligate({ obligation: obligationId(project, 7), sequence: 1, amount: 9_000_00n }),
  ]);
}

async function everyRegistryAct(all: Funded) {
  const { registry, founders, timelock, veto, council, a, b, secondKey } = all;
  const registrar = registry.connect(founders.registrar.signer);
  const inspector = registry.connect(founders.inspector.signer);
  await inspector.halt(a.id, 3_600, EVIDENCE);
  await inspector.lift(a.id);
  await inspector.halt(0, 60, ZeroHash);
  await registrar.revokeKey(secondKey.address);
  // Three keys, of which the first one goes: the last takes its place.
  for (const name of ["second", "third"]) {
    const { address } = await signerNamed(`A receiving, ${name} key`);
    await registry.connect(a.receiving.signer).proposeKey(address);
    await registrar.addKey(a.receiving.id, address);
  }
  await registrar.revokeKey(a.receiving.signer.address);
  await registry.connect(founders.administrator.signer).revoke(b.property.id, b.id);
  await appoint(all, b.submitting.id, b.id, OFFICES.property, { limit: 5n });
  // One that stays proposed.
  await registry.connect(a.budget.signer).proposeKey(secondKey.address);
  // Dismissed and back: the old appointment stays in storage, without effect.
  await registrar.dismiss(b.receiving.id, EVIDENCE);
  const byTop = registry.connect(await asTop(all));
  await byTop.addKey(b.receiving.id, (await signerNamed("B receiving, back")).address);
  await registrar.dismiss(b.certifying.id, ZeroHash);

  const successor = await enrolled(all, "inspector 2");
  const inspectorsVeto = veto.connect(founders.inspector.signer);
  const replace = registry.interface.encodeFunctionData("replaceInspector", [2, successor.id]);
  const target = await registry.getAddress();
  const vetoed = operation(target, replace, EVIDENCE);
  await schedule(timelock, council[0], vetoed);
  await inspectorsVeto.veto(...fields(vetoed));
  const other = operation(target, registry.interface.encodeFunctionData("lift", [0]));
  await schedule(timelock, council[0], other);
  await inspectorsVeto.veto(...fields(other));
  await throughTop(all, registry, replace);
}
