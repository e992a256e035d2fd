import { expect } from "chai";
import { id } from "ethers";

import type { Schedule } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { loadFixture } from "../../fixtures/network.js";
import { BANK } from "../../fixtures/paying.js";
import { linesOf, schedulesDesk, scheduling } from "../../fixtures/scheduling.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

async function desks() {
  const all = await scheduling();
  const { fisc, by } = await clientOf(all);
  const schedule: Schedule = await schedulesDesk(all).draft({
    lines: linesOf("token", 100_00n, 200_00n, 300_00n),
  });
  return {
    ...all,
    fisc,
    schedule,
    chunks: schedule.chunks,
    header: schedule.header,
    submitting: (await by(all.a.submitting)).payments.schedules,
    certifying: (await by(all.a.certifying)).payments.schedules,
    disbursing: (await by(all.a.disbursing)).payments.schedules,
    payment: { token: await all.dollar.getAddress() },
  };
}

describe("Fisc's schedules", () => {
  it("are submitted, certified, stopped, paid chunk by chunk and closed", async () => {
    const all = await loadFixture(desks);
    const { submitting, certifying, disbursing, header, chunks, payment } = all;
    const { schedule } = await agreed(submitting.submit, { header });
    expect(schedule).to.equal(await submitting.idOf(header));
    await agreed(certifying.certify, { header });
    await agreed(certifying.stop, { header, chunk: 0, lines: [1], reason: id("moved away") });
    const [first, second] = [chunks[0]!, chunks[1]!];
    const { paid } = await agreed(disbursing.pay, { header, chunk: first, payment });
    expect(paid).to.equal("100.00");
    expect(await disbursing.unpaidLines(schedule, 0, 2)).to.deep.equal([1]);
    expect(await disbursing.progress(schedule)).to.deep.include({ state: "certified", paidChunks: [0] });
    const twice = await caught(FiscRefused, () => disbursing.pay({ header, chunk: first, payment }));
    expect(twice.sentence).to.include("Chunk 0 of schedule").and.include("was paid");
    expect((await disbursing.pay({ header, chunk: second, payment })).paid).to.equal("300.00");
    const closed = await agreed(certifying.close, { header });
    expect(closed.event.args.released).to.equal("200.00");
  });

  it("have lines that come back", async () => {
    const all = await loadFixture(desks);
    const { a, dollar, submitting, certifying, disbursing, header, chunks, payment, fisc } = all;
    await submitting.submit({ header });
    await certifying.certify({ header });
    const chunk = chunks[0]!;
    await disbursing.pay({ header, chunk, payment });
    await dollar.mint(a.disbursing.signer, 100n * 10n ** 6n);
    const approval = await fisc.payments.rails.approval({ ...payment, amount: "100.00" });
    await a.disbursing.signer.sendTransaction(approval);
    const { event } = await agreed(disbursing.returnLines, {
      ...{ header, chunk, lines: [0], code: "R02", comeback: payment },
    });
    expect(event.args.amount).to.equal("100.00");
    expect(await disbursing.unpaidLines(event.args.schedule, 0, 2)).to.deep.equal([0]);
  });

  it("say which lines can't be named", async () => {
    const { certifying, header, disbursing, chunks } = await loadFixture(desks);
    const place = async (call: () => unknown) => (await caught(FiscInputError, call)).place;
    expect(await place(() => certifying.stop({ header, chunk: 0, lines: [] }))).to.equal("lines");
    expect(await place(() => certifying.stop({ header, chunk: 0, lines: [1, 300] }))).to.equal("lines");
    expect(await place(() => certifying.stop({ header, chunk: -1, lines: [1] }))).to.equal("chunk");
    const comeback = { bank: BANK, evidence: "none" };
    const returned = { header, chunk: chunks[0]!, lines: [0.5], code: "R02", comeback };
    expect(await place(() => disbursing.returnLines(returned))).to.equal("line 1 of those given");
    expect(await place(() => disbursing.returnLines({ ...returned, lines: [0] }))).to.equal("evidence");
  });
});
