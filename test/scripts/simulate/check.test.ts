import { expect } from "chai";
import { network } from "hardhat";

import { check } from "../../../scripts/simulate/check.js";
import { draw } from "../../../scripts/simulate/draw.js";
import { type Paid, paySchedule } from "../../../scripts/simulate/pay.js";
import { openTreasury, type Treasury } from "../../../scripts/simulate/treasury.js";
import { NO_END } from "../../../sdk/calendar.js";

const SEED = "1";
const PLANS = [
  { rail: "token", number: 1, lines: 600 },
  { rail: "attested", number: 2, lines: 300 },
] as const;

describe("a day's comparison", () => {
  let treasury: Treasury;
  const paid: Paid[] = [];
  const payee = (i: number): string => draw(PLANS[0], SEED, NO_END).lines[i]?.payee ?? "";

  before(async () => {
    treasury = await openTreasury(await network.create("default"));
    for (const plan of PLANS) paid.push(await paySchedule(treasury, plan, SEED, () => undefined));
  });

  after(() => treasury.connection.close());

  it("finds nothing where there is nothing", async () => {
    const { mismatches, rails } = await check(treasury, paid);
    expect(mismatches).to.deep.equal([]);
    expect(rails.token).to.include({ payments: 600, returned: paid[0]?.returned });
    expect(rails.attested).to.include({ payments: 300, returned: paid[1]?.returned });
  });

  it("finds what was drawn and not paid", async () => {
    const more = paid.map((it) => ({ ...it, total: it.total + 1n }));
    expect((await check(treasury, more)).mismatches).to.have.length(2);
    const other = { ...paid[0], salt: "0x" } as Paid;
    expect((await check(treasury, [other])).mismatches).to.have.length(4);
  });

  it("finds a unit that a payee has and was not paid", async () => {
    await treasury.token.mint(payee(7), 1n);
    const { mismatches } = await check(treasury, paid);
    expect(mismatches).to.have.length(1);
    expect(mismatches[0]?.toLowerCase()).to.contain(`${payee(7)} has`);
  });

  it("finds a unit that came into the vault by no deposit", async () => {
    const { token, fisc } = treasury;
    await token.mint(fisc.tokenRail, 1n);
    const { mismatches } = await check(treasury, paid);
    expect(mismatches.filter((it) => it.includes(" has "))).to.have.length(2);
  });
});
