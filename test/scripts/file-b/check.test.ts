import { expect } from "chai";
import type { NetworkConnection } from "hardhat/types/network";

import { check } from "../../../scripts/file-b/check.js";
import { openOffice, type Office } from "../../../scripts/file-b/desks.js";
import { type Replay, replayRows } from "../../../scripts/file-b/replay.js";
import { connect } from "../../../scripts/support/network.js";
import { NO_END, startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";
import { rowOf } from "../helpers/fileB.js";

const day = (date: string): number => startOfDay(date, US_FEDERAL);
const ZEROS = rowOf({}, 2);
const PAID = rowOf({ opening: { undelivered: 500n }, closing: { undelivered: 400n, paid: 200n } }, 3);
const WRONG = rowOf({ closing: { paid: -5n } }, 4);

describe("check", () => {
  let connection: NetworkConnection;
  let office: Office;
  let replay: Replay;

  before(async () => {
    connection = await connect({ startsAt: day("2014-10-01") });
    office = await openOffice(connection, "012");
    const dates = { opensAt: day("2014-10-01"), closesAt: NO_END, cancelsAt: NO_END };
    replay = await replayRows(
      connection,
      office,
      [ZEROS, PAID, WRONG],
      new Map([[PAID.account, dates]]),
      day("2015-09-30"),
      { step: () => undefined, stop: () => undefined },
    );
  });

  after(() => connection.close());

  it("finds nothing where every row is as the file says, a row of zeros nowhere", async () => {
    expect(replay.replayed.map(({ row, obligation }) => [row.line, obligation === undefined])).to.deep.equal([
      [2, true],
      [3, false],
    ]);
    expect(replay.refused).to.deep.equal([{ line: 4, account: WRONG.account, rule: "VouchersWrongState" }]);
    const { mismatches, fieldsCompared, events } = await check(connection, office, replay.replayed);
    expect(mismatches).to.deep.equal([]);
    expect(fieldsCompared).to.be.greaterThan(0);
    expect(events).to.be.greaterThan(0);
  });

  it("finds an obligation beside a row of zeros that no row made, in storage and in the books", async () => {
    const idle = replay.replayed.filter(({ obligation }) => obligation === undefined);
    expect((await check(connection, office, idle)).mismatches).to.deep.equal([
      "line 2, storage: there is an obligation",
      "line 2, books: there is an obligation",
    ]);
  });

  it("finds each figure that is not the file's, in storage and in the books", async () => {
    const other = rowOf({ opening: { undelivered: 500n }, closing: { undelivered: 401n, paid: 199n } }, 3);
    const altered = replay.replayed.map((it) => (it.row === PAID ? { ...it, row: other } : it));
    const figures = ["storage", "books"].flatMap((where) => [
      `line 3, ${where}: undeliveredOrders 4.00, in the file 4.01`,
      `line 3, ${where}: grossOutlays 2.00, in the file 1.99`,
    ]);
    expect((await check(connection, office, altered)).mismatches).to.deep.equal(figures);
  });
});
