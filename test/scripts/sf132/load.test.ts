import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import {
  type ApportionmentOffice,
  loadApportionment,
  openApportionmentOffice,
  tryOneCentMore,
} from "../../../scripts/sf132/load.js";
import { readApportionments } from "../../../scripts/sf132/parse.js";
import { connect } from "../../../scripts/support/network.js";
import { startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";
import { type Line, type Sheet, sheets } from "../helpers/sf132.js";

const day = (date: string): number => startOfDay(date, US_FEDERAL);

/** A network of its own, whose clock no other test has moved. */
describe("loadApportionment", () => {
  let connection: NetworkConnection;
  let office: ApportionmentOffice;

  before(async () => {
    connection = await connect({ startsAt: day("2025-09-01") });
    office = await openApportionmentOffice(connection, US_FEDERAL, 0);
  });

  after(() => connection.close());

  const load = async (sheet: Sheet) => {
    const [apportionment] = await readApportionments(sheets(sheet));
    return loadApportionment(connection, office, apportionment!);
  };

  /** How often the ledger emitted an event for the account. */
  const emitted = async (
    name: "Appropriated" | "Rescinded" | "Anticipated" | "Forgone",
    account: number,
  ): Promise<bigint[]> => {
    const { ledger } = office.fisc;
    const found: bigint[] = [];
    for (const log of await ledger.queryFilter("*" as never)) {
      const parsed = ledger.interface.parseLog(log);
      if (parsed?.name === name && Number(parsed.args.account) === account)
        found.push(parsed.args.amount as bigint);
    }
    return found;
  };

  it("rescinds negative resources and forgoes negative anticipated ones, after all that is given", async () => {
    const loaded = await load({
      symbol: "073-X-0001",
      lines: [
        [1130, "-30"],
        [1000, "100"],
        [1744, "-4"],
        [1740, "24"],
        [1100, "10"],
        [1120, "0"],
        [6011, "100"],
      ],
    });
    expect(loaded).to.deep.include({
      authority: 8_000n,
      anticipated: 2_000n,
      allotted: 8_000n,
      withheld: 0n,
      awaiting: 2_000n,
    });
    expect(await emitted("Appropriated", loaded.root)).to.deep.equal([10_000n, 1_000n]);
    expect(await emitted("Rescinded", loaded.root)).to.deep.equal([3_000n]);
    expect(await emitted("Anticipated", loaded.root)).to.deep.equal([2_400n]);
    expect(await emitted("Forgone", loaded.root)).to.deep.equal([400n]);
  });

  it("allots in the file's order as far as authority goes, then withholds; the rest waits", async () => {
    const loaded = await load({
      symbol: "073-X-0002",
      lines: [
        [1000, "50"],
        [1061, "50"],
        [6011, "30"],
        [6012, "30"],
        [6013, "10"],
        [6014, "0"],
        [6182, "30"],
      ],
    });
    expect(loaded.lines.map(({ line, allotted }) => [line.line, allotted])).to.deep.equal([
      [6011, 3_000n],
      [6012, 2_000n],
      [6013, 0n],
    ]);
    expect(loaded).to.deep.include({ allotted: 5_000n, withheld: 0n, awaiting: 5_000n });
    for (const line of loaded.lines)
      expect(await tryOneCentMore(office, "073", line)).to.equal("BudgetLedgerInsufficientAuthority");
  });

  it("withholds what may not be used, so that not one cent more can be allotted", async () => {
    const loaded = await load({
      symbol: "073-X-0003",
      lines: [
        [1000, "50"],
        [6011, "30"],
        [6180, "5"],
        [6182, "15"],
      ],
    });
    expect(loaded).to.deep.include({ authority: 5_000n, withheld: 2_000n, awaiting: 0n });
    expect(await tryOneCentMore(office, "073", loaded.lines[0]!)).to.equal(
      "BudgetLedgerInsufficientAuthority",
    );
  });

  it("says that nothing refused where authority is left", async () => {
    const loaded = await load({
      symbol: "073-X-0004",
      lines: [
        [1000, "50"],
        [6011, "30"],
      ],
    });
    expect(await tryOneCentMore(office, "073", loaded.lines[0]!)).to.equal(undefined);
  });

  it("opens quarters and later years in their windows, inside the account's own", async () => {
    const loaded = await load({
      symbol: "073-2026/2027-0005",
      approved: "2025-12-15",
      lines: [
        [1100, "60"],
        [6001, "10"],
        [6003, "10"],
        [6011, "10"],
        [6170, "10"],
        [6183, "20", "S"],
      ],
    });
    const { ledger } = office.fisc;
    const windows = await Promise.all(
      loaded.lines.map(async ({ line, account }) => {
        const { terms } = await ledger.account(account);
        const closesAt = await ledger.account(loaded.root).then((root) => root.terms.closesAt);
        return [line.line, Number(terms.opensAt), terms.closesAt >= closesAt || Number(terms.closesAt)];
      }),
    );
    expect(windows).to.deep.equal([
      [6001, day("2025-10-01"), day("2026-10-01")],
      [6003, day("2026-04-01"), day("2026-10-01")],
      [6011, day("2025-10-01"), true],
      [6170, day("2026-10-01"), true],
      [6183, day("2025-10-01"), true],
    ]);
    expect(await ledger.accountByCode(loaded.root, "6183-S")).to.equal(loaded.lines[4]!.account);
    const { terms } = await ledger.account(loaded.root);
    expect([terms.opensAt, terms.closesAt].map(Number)).to.deep.equal([day("2025-10-01"), day("2027-10-01")]);
    expect((await connection.ethers.provider.getBlock("latest"))!.timestamp).to.be.at.least(
      day("2025-12-15"),
    );
  });

  it("takes more lines than fit in one call", async () => {
    const splits = Array.from({ length: 101 }, (_, i) => `S${i}`);
    const loaded = await load({
      symbol: "073-X-0006",
      lines: [
        ...splits.map((split): Line => [1000, "1", split]),
        ...splits.map((split): Line => [6011, "1", split]),
      ],
    });
    expect(loaded).to.deep.include({ authority: 10_100n, allotted: 10_100n, awaiting: 0n });
  });

  it("makes an organisation of each agency, once", async () => {
    await load({ symbol: "012-X-0001", lines: [[1000, "1"]] });
    await load({ symbol: "012-X-0002", lines: [[1000, "1"]] });
    expect([...office.agencies.keys()]).to.deep.equal(["073", "012"]);
  });
});
