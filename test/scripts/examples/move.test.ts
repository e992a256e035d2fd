import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { deploySuccessor } from "../../../scripts/examples/deploy-successor.js";
import { enterOpenings } from "../../../scripts/examples/enter-openings.js";
import { rehearseMove } from "../../../scripts/examples/rehearse-move.js";
import { successorIn } from "../../../scripts/examples/support/succession.js";
import { switchLedger } from "../../../scripts/examples/switch-ledger.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { paying } from "../../fixtures/paying.js";
import { benchOf } from "../../helpers/bench.js";
import { caught } from "../../helpers/caught.js";
import { moversOf } from "../../helpers/succession.js";
import { voucherDesk } from "../../helpers/vouchers.js";

/** A ledger with payments on one contract: 4,000.00 paid, 1,000.00 certified and not paid. */
async function stage() {
  const all = await paying();
  const at = await voucherDesk(all);
  const [paid, open] = [
    { ...at.invoice("1"), amount: 4_000_00n },
    { ...at.invoice("2"), amount: 1_000_00n },
  ];
  await at.paid("token", paid);
  await at.submit(open);
  await at.certify("token", open.id);
  const movers = await moversOf(all);
  const bench = await benchOf(all, {
    ...movers,
    registrar: all.founders.registrar,
    councillor: { signer: all.council[0] },
    deployer: { signer: all.deployer },
  });
  return { ...all, at, paid, open, bench };
}

describe("rehearse-move.ts, deploy-successor.ts, switch-ledger.ts, enter-openings.ts", () => {
  let folder: string;
  let files = 0;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "fisc-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const newFile = () => path.join(folder, `${String(files++)}.json`);

  it("moves a ledger to its next version, in which payments go on and no invoice is paid twice", async () => {
    const all = await loadFixture(stage);
    const { bench, at, paid, open, ledger, registry, vouchers, timelock, a } = all;
    const certified = await caught(FiscInputError, () => rehearseMove.run(bench, {}));
    expect(certified.problem).to.include(`1000.00 on obligation 3/2 by ${open.id}`);
    await at.cancel(open.id);
    expect((await rehearseMove.run(bench, {}))[1]).to.equal("opening authority 136000.00, obligated 6000.00");

    const out = newFile();
    await deploySuccessor.run(bench, { out });
    const switched = { next: out, step: "propose" };
    expect((await switchLedger.run(bench, switched))[0]).to.include("proposed operation");
    expect((await switchLedger.run(bench, switched))[0]).to.include("was proposed before, and is waiting");
    const executed = { next: out, step: "execute" };
    const early = await caught(FiscInputError, () => switchLedger.run(bench, executed));
    expect(early.problem).to.include("is waiting");
    const unfrozen = await caught(FiscInputError, () => enterOpenings.run(bench, { next: out }));
    expect(unfrozen.problem).to.include("it is not frozen");
    await time.increase(await timelock.getMinDelay());
    await switchLedger.run(bench, executed);
    expect((await switchLedger.run(bench, executed))[0]).to.include("is frozen already: nothing to do");
    expect((await ledger.status()).isFrozen).to.equal(true);
    expect(await registry.officerOf(vouchers)).to.equal(0n);

    const told = await enterOpenings.run(bench, { next: out });
    expect(told[0]).to.match(/^made (\d+) of \1 calls, and compared \d+ figures: all are equal$/);
    expect(told[1]).to.equal("sealed with authority 136000.00, of it obligated 6000.00");
    expect((await enterOpenings.run(bench, { next: out }))[0]).to.include("sealed already");

    const next = await successorIn(bench.fisc, out);
    expect(await next.budget.account("012-2025/2025-0100 PROJECT")).to.include({
      authority: "26000.00",
      obligated: "6000.00",
      available: "20000.00",
    });
    const obligation = (3n << 32n) | 2n;
    const deskThere = await voucherDesk({
      ...all,
      ledger: next.contracts.ledger,
      vouchers: next.contracts.vouchers,
    });
    const claimed = await caught(Error, () => deskThere.submit({ ...paid, obligation }));
    expect(claimed.message).to.include("VouchersAlreadyClaimed");
    await deskThere.paid("token", { ...at.invoice("3"), obligation, amount: 500_00n });
    expect((await next.budget.obligation(obligation)).paid).to.equal("500.00");
    expect(Number((await next.contracts.ledger.parties(obligation)).owner)).to.equal(a.id);
  });

  it("goes on where entering broke off, and seals nothing that differs", async () => {
    const { bench, at, open, timelock, treasury } = await loadFixture(stage);
    await at.cancel(open.id);
    const out = newFile();
    await deploySuccessor.run(bench, { out });
    await switchLedger.run(bench, { next: out, step: "propose" });
    await time.increase(await timelock.getMinDelay());
    await switchLedger.run(bench, { next: out, step: "execute" });
    let calls = 0;
    const failing = {
      ...bench,
      sender: async (office: string) => {
        if (calls++ === 7) throw new Error("the power is out");
        return bench.sender(office);
      },
    };
    expect((await caught(Error, () => enterOpenings.run(failing, { next: out }))).message).to.equal(
      "the power is out",
    );

    const next = await successorIn(bench.fisc, out);
    const { signer } = treasury.appropriating;
    await next.contracts.ledger.connect(signer).openAppropriation(1, 1, 2, 2n ** 40n - 1n, "STRANGE");
    const differs = await caught(FiscInputError, () => enterOpenings.run(bench, { next: out }));
    expect(differs.problem).to.equal("STRANGE, account: none, in the successor there");
    expect((await next.contracts.ledger.status()).isSealed).to.equal(false);
  });

  it("executes no switch while something is certified", async () => {
    const { bench, timelock, ledger } = await loadFixture(stage);
    const out = newFile();
    await deploySuccessor.run(bench, { out });
    await switchLedger.run(bench, { next: out, step: "propose" });
    await time.increase(await timelock.getMinDelay());
    const error = await caught(FiscInputError, () => switchLedger.run(bench, { next: out, step: "execute" }));
    expect(error.remedy).to.include("before the ledger is frozen");
    expect((await ledger.status()).isFrozen).to.equal(false);
  });

  it("says what is wrong with its options", async () => {
    const { bench } = await loadFixture(stage);
    const out = newFile();
    await deploySuccessor.run(bench, { out });
    const again = await caught(FiscInputError, () => deploySuccessor.run(bench, { out }));
    expect(again.place).to.equal("--out");
    const step = await caught(FiscInputError, () => switchLedger.run(bench, { next: out, step: "jump" }));
    expect(step.remedy).to.equal("use propose or execute");
    const missing = await caught(FiscInputError, () => enterOpenings.run(bench, { next: newFile() }));
    expect(missing.remedy).to.equal("check its path");
  });
});
