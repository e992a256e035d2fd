import { expect } from "chai";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { funded } from "../../fixtures/funded.js";
import { loadFixture } from "../../fixtures/network.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

const SYMBOL = "012-2025/2025-0100";

async function desks() {
  const all = await funded();
  const { fisc, by } = await clientOf(all);
  return {
    ...all,
    fisc,
    law: await by(all.treasury.appropriating),
    budget: await by(all.a.budget),
    contracting: await by(all.a.contracting),
    receiving: await by(all.a.receiving),
  };
}

describe("Fisc's budget", () => {
  it("obligates on an account named by its codes, at the sequence number that it reads", async () => {
    const { contracting, fisc, project } = await loadFixture(desks);
    const before = await fisc.budget.account(`${SYMBOL} PROJECT`);
    const { obligation, event, receipt, journal } = await contracting.budget.obligate({
      account: `${SYMBOL} PROJECT`,
      payee: 7,
      amount: "1234.5",
      classification: { objectClass: "252" },
    });
    expect(event.name).to.equal("Obligated");
    expect(event.args.amount).to.equal("1234.50");
    expect(event.args.obligation).to.equal(obligation);
    expect(journal).to.have.lengthOf(1);
    expect(receipt.status).to.equal(1);
    const after = await fisc.budget.account(project);
    expect(after.sequence).to.equal(before.sequence + 1);
    const made = await fisc.budget.obligation(obligation);
    expect(made).to.include({ key: `${project}/${before.sequence}`, obligated: "1234.50", payee: 7 });
  });

  it("foresees what an act makes, and sends nothing", async () => {
    const { contracting, fisc, project } = await loadFixture(desks);
    const { sequence } = await fisc.budget.account(project);
    const input = { account: project, payee: 7, amount: "1.00", classification: {} };
    const { obligation, gas, from } = await contracting.budget.obligate.dryRun(input);
    expect(gas > 21_000n).to.equal(true);
    expect(from).to.equal(contracting.from);
    expect((await fisc.budget.account(project)).sequence).to.equal(sequence);
    expect((await contracting.budget.obligate(input)).obligation).to.equal(obligation);
  });

  it("refuses in one sentence, with figures in decimals, before anything is sent", async () => {
    const { contracting, project } = await loadFixture(desks);
    const input = { account: project, payee: 7, amount: "99999.99", classification: {} };
    const refused = await caught(FiscRefused, () => contracting.budget.obligate(input));
    expect(refused.rule).to.equal("BudgetLedgerInsufficientAuthority");
    expect(refused.values).to.deep.equal({ account: 3n, available: 20_000_00n, requested: 9_999_999n });
    expect(refused.sentence).to.equal(
      "Account 3 has 20000.00 available, and 99999.99 was asked for: nothing is committed beyond what the law made " +
        "available; ask for 20000.00 at most, or have more appropriated, allotted or released first.",
    );
    expect(refused.docs).to.equal("docs/reference/errors/BudgetLedger.md#budgetledgerinsufficientauthority");
    expect((await caught(FiscRefused, () => contracting.budget.obligate.dryRun(input))).rule).to.equal(
      refused.rule,
    );
  });

  it("refuses a retry and a stale view where the author's sequence number is given", async () => {
    const { contracting, project, fisc } = await loadFixture(desks);
    const { sequence } = await fisc.budget.account(project);
    const input = { account: project, sequence, payee: 7, amount: "5.00", classification: {} };
    await contracting.budget.obligate(input);
    const again = await caught(FiscRefused, () => contracting.budget.obligate(input));
    expect(again.rule).to.equal("BudgetLedgerAlreadyDone");
    const other = await caught(FiscRefused, () => contracting.budget.obligate({ ...input, amount: "6.00" }));
    expect(other.rule).to.equal("BudgetLedgerStaleView");
  });

  it("counts sequence numbers through a batch, parents and obligations included", async () => {
    const { budget, fisc, root, project, branch } = await loadFixture(desks);
    const done = await budget.budget.execute({
      acts: [
        { act: "withdraw", account: project, amount: "100.00" },
        { act: "reserve", account: root, amount: "10.00" },
        { act: "allot", account: branch, amount: "50.00" },
        { act: "unreserve", account: root, amount: "10.00" },
        { act: "transfer", account: project, to: branch, amount: "1.00" },
        { act: "withdraw", account: branch, amount: "0.01" },
      ],
    });
    expect(done.events.map(({ name }) => name)).to.deep.equal([
      ...["Withdrawn", "Reserved", "Allotted", "Unreserved", "Transferred", "Withdrawn"],
    ]);
    expect(done.obligations).to.deep.equal([]);
    expect((await fisc.budget.account(branch)).authority).to.equal("20050.99");
  });

  it("takes an act for the organisation that it belongs to", async () => {
    const { law, receiving, fisc, contract, root } = await loadFixture(desks);
    await law.budget.appropriate({ account: SYMBOL, amount: "0.01" });
    expect((await fisc.budget.account(root)).authority).to.equal("100000.01");
    await receiving.budget.accept({ obligation: "3/2", amount: "10.00" });
    expect((await fisc.budget.obligation(contract)).owed).to.equal("10.00");
  });

  it("opens accounts with civil dates in the ledger's own time zone", async () => {
    const { law, budget, fisc } = await loadFixture(desks);
    const [opens, closes, cancels] = ["2130-10-01", "2131-10-01", "2136-10-01"];
    const { account } = await law.budget.openAppropriation({
      symbol: "NEW",
      owner: "A",
      opens,
      closes,
      cancels,
    });
    expect(await fisc.budget.account("NEW")).to.include({
      account,
      opens,
      closes,
      cancels,
      phase: "planned",
    });
    const child = { parent: "NEW", code: "CHILD", owner: "A1", opens, closes: "none" };
    const { account: below } = await budget.budget.openAllotment.dryRun(child);
    expect((await budget.budget.openAllotment(child)).account).to.equal(below);
    const view = await fisc.budget.account("NEW CHILD");
    expect(view).to.include({ parent: account, closes: "none", cancels: "none" });
  });

  it("says of input what is wrong and what to do", async () => {
    const { contracting, fisc, project } = await loadFixture(desks);
    const good = { account: project, payee: 7, amount: "1.00", classification: {} };
    const obligate = contracting.budget.obligate;
    for (const [input, place] of [
      [{ ...good, amount: "1,000.00" }, "obligate, amount"],
      [{ ...good, amount: 12.5 as unknown as string }, "obligate, amount"],
      [{ ...good, amount: "0.00" }, "obligate, amount"],
      [{ ...good, account: `${SYMBOL} NONE` }, "obligate, account"],
      [{ ...good, payee: "NOBODY" }, "obligate, payee"],
      [{ ...good, evidence: "0x12" }, "obligate, evidence"],
      [{ ...good, sequence: 1.5 }, "obligate, sequence"],
    ] as const) {
      expect((await caught(FiscInputError, () => obligate(input))).place).to.equal(place);
    }
    expect((await caught(FiscInputError, () => fisc.budget.obligate(good))).place).to.equal("fisc");
    expect((await caught(FiscInputError, () => fisc.budget.account(99))).place).to.equal("account");
  });
});
