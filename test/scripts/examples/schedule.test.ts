import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { certifySchedule } from "../../../scripts/examples/certify-schedule.js";
import { paySchedule } from "../../../scripts/examples/pay-schedule.js";
import { submitSchedule } from "../../../scripts/examples/submit-schedule.js";
import { readSchedule } from "../../../scripts/examples/support/scheduleFile.js";
import { Unfinished } from "../../../scripts/examples/support/unfinished.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { printObligation } from "../../../sdk/client/refs.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { ethers, loadFixture } from "../../fixtures/network.js";
import { scheduling } from "../../fixtures/scheduling.js";
import { benchOf } from "../../helpers/bench.js";
import { caught } from "../../helpers/caught.js";
import { csv, temporaryFile } from "../helpers/files.js";

describe("submit-schedule.ts, certify-schedule.ts, pay-schedule.ts", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "fisc-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;

  async function stage() {
    const all = await loadFixture(scheduling);
    const { id: _, code: __, ...desks } = all.a;
    const bench = await benchOf(all, desks);
    const { builder, supplier, person, program, token } = all;
    const rows = [builder, supplier, person].map(({ id }, i) => [id, `${String(i + 1)}00.00`] as const);
    const payments = (...more: (readonly (string | number)[])[]) =>
      temporaryFile(csv(["payee", "amount"], ...rows, ...more), "june.csv");
    const input = {
      csv: payments(),
      file: path.join(folder, `${String(files++)}.json`),
      obligation: printObligation(program),
      token: await token.getAddress(),
    };
    return { ...all, bench, input, payments };
  }

  it("pays everyone what the file says, once, however often it is run", async () => {
    const { bench, input, token, builder, supplier, person } = await stage();
    const [submitted] = await submitSchedule.run(bench, input);
    expect(submitted).to.match(/^submitted schedule 0x[\da-f]{64}: 600\.00 to 3 payees$/);
    expect((await submitSchedule.run(bench, input))[0]).to.include("was submitted before, and is submitted");
    expect((await certifySchedule.run(bench, input))[0]).to.include("certified schedule");
    expect((await certifySchedule.run(bench, input))[0]).to.include("was certified before, by officer ");
    expect(await paySchedule.run(bench, input)).to.deep.equal(["paid 600.00 by chunk 1 of 1"]);
    expect((await paySchedule.run(bench, input))[0]).to.include("is paid already");
    const received = [builder, supplier, person].map(({ address }) => token.balanceOf(address));
    expect(await Promise.all(received)).to.deep.equal([100n, 200n, 300n].map((it) => it * 10n ** 6n));
  });

  it("lists every line that can't be paid and sends nothing, or leaves them out when told to", async () => {
    const { bench, input, payments } = await stage();
    const bad = payments(["x", "1.00"], [8, "1.00"], [999, "5.00"], [7000, "1,00"], [5, "0.00"], [6]);
    const block = await ethers.provider.getBlockNumber();
    const error = await caught(FiscInputError, () => submitSchedule.run(bench, { ...input, csv: bad }));
    expect(error.problem).to.match(/^6 lines can't be paid: /);
    for (const line of [5, 6, 7, 8, 9, 10]) expect(error.problem).to.include(`line ${String(line)}`);
    expect(error.problem).to.include("payee 8 is paid in line 3, too");
    expect(error.problem).to.include("payee 999 has no details for tokens in force");
    expect(error.remedy).to.include("--accept-valid");
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
    expect(await readSchedule(input.file)).to.equal(undefined);

    const lenient = { ...input, csv: bad, acceptValid: "yes" };
    expect((await submitSchedule.run(bench, lenient))[0]).to.include("600.00 to 3 payees");
    expect((await certifySchedule.run(bench, lenient))[0]).to.include("certified");
  });

  it("certifies nothing but what the certifier's own file says, as the registry has payees by now", async () => {
    const { bench, input, founders, payees, supplier, payments } = await stage();
    await submitSchedule.run(bench, input);
    const more = await caught(FiscInputError, () =>
      certifySchedule.run(bench, { ...input, csv: payments([5, "1.00"]) }),
    );
    expect(more.problem).to.equal("the schedule does not pay payee 5 what the file says");
    const other = temporaryFile(
      csv(["payee", "amount"], [7, "100.00"], [8, "200.01"], [9, "300.00"]),
      "june.csv",
    );
    const differs = await caught(FiscInputError, () => certifySchedule.run(bench, { ...input, csv: other }));
    expect(differs.problem).to.include("payee 8");
    await payees.connect(founders.registrar.signer).setStatus(supplier.id, 1, `0x${"0".repeat(64)}`);
    const suspended = await caught(FiscInputError, () => certifySchedule.run(bench, input));
    expect(suspended.problem).to.equal("payee 8 is not to be paid");
  });

  it("certifies no second schedule of the same payments, unless told that both shall be paid", async () => {
    const { bench, input } = await stage();
    await submitSchedule.run(bench, input);
    await certifySchedule.run(bench, input);
    const second = { ...input, file: path.join(folder, `${String(files++)}.json`) };
    await submitSchedule.run(bench, second);
    const { schedules } = bench.fisc.payments;
    const { header } = (await readSchedule(input.file))!;
    const error = await caught(FiscInputError, () => certifySchedule.run(bench, second));
    expect(error.problem).to.include(`${await schedules.idOf(header)}, which is certified, pays 600.00 on`);
    expect((await certifySchedule.run(bench, input))[0]).to.include("was certified before");
    await paySchedule.run(bench, input);
    await caught(FiscInputError, () => certifySchedule.run(bench, second));
    await (await bench.as("certifying")).payments.schedules.close({ header });
    const closed = await caught(FiscInputError, () => certifySchedule.run(bench, second));
    expect(closed.problem).to.include("which is closed");
    expect((await certifySchedule.run(bench, { ...second, again: "yes" }))[0]).to.include("certified");
  });

  it("certifies a schedule in the place of one that was closed before it paid anybody", async () => {
    const { bench, input } = await stage();
    await submitSchedule.run(bench, input);
    await certifySchedule.run(bench, input);
    const { header } = (await readSchedule(input.file))!;
    await (await bench.as("certifying")).payments.schedules.close({ header });
    const second = { ...input, file: path.join(folder, `${String(files++)}.json`) };
    await submitSchedule.run(bench, second);
    expect((await certifySchedule.run(bench, second))[0]).to.include("certified");
  });

  it("certifies no schedule whose file was altered", async () => {
    const { bench, input, stranger } = await stage();
    await submitSchedule.run(bench, input);
    const text = readFileSync(input.file, "utf8");
    const { shown } = (await readSchedule(input.file))!;
    const thief = stranger.address.toLowerCase();
    writeFileSync(input.file, text.replaceAll(shown[0]!.account.slice(2).toLowerCase(), thief.slice(2)));
    const error = await caught(FiscInputError, () => certifySchedule.run(bench, input));
    expect(error.remedy).to.equal("don't certify it; have it made anew");
  });

  it("says where a file is missing, is none, or a rule refuses", async () => {
    const { bench, input } = await stage();
    const missing = await caught(FiscInputError, () => paySchedule.run(bench, input));
    expect(missing.remedy).to.equal("have the schedule submitted first");
    const none = { ...input, file: temporaryFile("{}", "none.json") };
    expect((await caught(FiscInputError, () => paySchedule.run(bench, none))).problem).to.equal(
      "it is no schedule",
    );
    await submitSchedule.run(bench, input);
    const early = await caught(Unfinished, () => paySchedule.run(bench, input));
    const [failure] = early.failures;
    expect(failure?.error).to.be.instanceOf(FiscRefused).and.to.include({ rule: "SchedulesWrongState" });
  });
});
