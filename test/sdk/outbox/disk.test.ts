import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import type { Store } from "../../../sdk/outbox/store.js";
import { faultOf } from "./helpers/faultOf.js";
import { orders, Stage } from "./helpers/stage.js";

describe("outbox: the disk", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  /** Has SQLite say that the disk is full, at the next page or after some. */
  const fill = (outbox: unknown, pages: number) => {
    const { store } = (outbox as { desk: { store: Store } }).desk;
    const { page_count: now } = store.database.prepare("PRAGMA page_count").get() as { page_count: number };
    store.database.exec(`PRAGMA max_page_count = ${String(now + pages)}`);
    return () => store.database.exec("PRAGMA max_page_count = 1000000");
  };

  it("says that it is full before anything is sent, and goes on when there is room", async () => {
    const outbox = await stage.open();
    stage.mining();
    const free = fill(outbox, 0);
    const many = orders(400);
    const fault = await faultOf(outbox.run(many));
    expect(fault.kind).to.equal("disk");
    expect(fault.message).to.match(/database or disk is full.*make room/);
    expect(stage.chain.seen).to.be.empty;
    expect(outbox.unfinished()).to.be.empty;
    free();
    expect((await outbox.run(many.slice(0, 3))).length).to.equal(3);
  });

  it("sends only what was written where it becomes full in between", async () => {
    let free: (() => void) | undefined;
    const outbox = await stage.open({
      window: 4,
      onEvent: (event) => {
        if (event.kind === "moved" && event.to === "broadcast") free ??= fill(outbox, 0);
      },
    });
    stage.mining();
    const many = orders(12).map(({ id, call: it }) => ({
      id,
      call: { ...it, data: it.data.padEnd(4_000, "0") },
    }));
    expect((await faultOf(outbox.run(many))).kind).to.equal("disk");
    const sent = new Set(stage.chain.seen).size;
    expect(sent).to.be.lessThan(12);
    free?.();
    expect((await outbox.run(many)).every(({ state }) => state === "final")).to.equal(true);
    expect(stage.chain.mined.length).to.equal(12);
    expect(new Set(stage.chain.seen).size).to.equal(12);
  });

  it("says that a file is none of its own, or damaged", async () => {
    const outbox = await stage.open();
    await outbox.close();
    const [file] = readdirSync(stage.folder).filter((name) => name.endsWith(".sqlite"));
    writeFileSync(path.join(stage.folder, file!), "not a database, but long enough to be looked at as one");
    appendFileSync(path.join(stage.folder, file!), Buffer.alloc(8_192, 1));
    expect((await faultOf(stage.open())).kind).to.equal("disk");
  });

  it("says that a folder can't be used", async () => {
    const folder = path.join(stage.folder, "taken");
    writeFileSync(folder, "");
    expect((await faultOf(stage.open({ folder }))).kind).to.equal("disk");
    mkdirSync(path.join(stage.folder, "made"));
    await stage.open({ folder: path.join(stage.folder, "made", "deeper") });
  });
});
