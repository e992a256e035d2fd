import { randomBytes } from "node:crypto";

import { expect } from "chai";

import { runCli } from "./helpers/runCli.js";
import { type CliLedger, openCliLedger, prepare } from "./helpers/ledger.js";

describe("fisc, writing", () => {
  let ledger: CliLedger;

  before(async () => {
    ledger = await openCliLedger();
    await prepare(ledger);
  });

  after(() => ledger.stop());

  const obligate = (...more: readonly string[]) =>
    ledger.fisc("obligate", "014-X-1036", "--payee", "UEI000000001", ...more);

  it("tries, and sends nothing, in a dry run", async () => {
    const before = await ledger.blocks();
    const { code, json } = await obligate(
      "--amount",
      "100.00",
      "--key",
      "contracting",
      "--dry-run",
      "--json",
    );
    expect(json()).to.include({ sent: false, method: "execute", obligation: "1/3" });
    expect(code).to.equal(0);
    expect(await ledger.blocks()).to.equal(before);
  });

  it("says which rule refuses, with exit code 3, and sends nothing", async () => {
    const before = await ledger.blocks();
    for (const mode of [[], ["--dry-run"]]) {
      const { code, json } = await obligate(
        "--amount",
        "999999.00",
        "--key",
        "contracting",
        "--json",
        ...mode,
      );
      expect(json().error).to.include({ rule: "OfficerRegistryOverLimit" });
      expect(code).to.equal(3);
    }
    expect(await ledger.blocks()).to.equal(before);
  });

  for (const [title, args, line] of [
    [
      "an amount that is none",
      ["--amount", "1,000", "--key", "contracting"],
      /^obligate, amount: "1,000" is not an amount; /,
    ],
    [
      "a third decimal",
      ["--amount", "1.001", "--key", "contracting"],
      /^obligate, amount: "1\.001" is not an amount; /,
    ],
    ["no key", ["--amount", "1.00"], /^--key: no key is named; name one of fisc\.json: /],
    [
      "a key that is not there",
      ["--amount", "1.00", "--key", "nobody"],
      /^--key: fisc\.json has no key "nobody"; /,
    ],
    ["a key of no officer", ["--amount", "1.00", "--key", "records"], /^key 0x\w+: no officer has it, /],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const { code, stderr } = await obligate(...args);
      expect(stderr).to.match(line);
      expect(code).to.equal(2);
    });
  }

  it("refuses test keys where money is real, and secrets that are none, without repeating them", async () => {
    const fisc = async (env: Record<string, string>, key: string) =>
      runCli(["allot", "A", "--amount", "1.00", "--key", key, "--config", "keys.json"], {
        cwd: ledger.cwd,
        env,
      });
    const networks = { localhost: { chainId: 31337, rpc: [ledger.url], book: "book.json" } };
    await ledger.file(
      "keys.json",
      JSON.stringify({ network: "localhost", networks, keys: { mine: { env: "MY_KEY" } } }),
    );
    expect((await fisc({}, "mine")).stderr).to.match(/^the environment: MY_KEY is not set; /);
    const bad = await fisc({ MY_KEY: "hunter2" }, "mine");
    expect(bad.stderr)
      .to.match(/^key "mine": what is kept there is no private key; /)
      .and.not.to.include("hunter2");
    expect(bad.code).to.equal(2);
  });

  describe("files", () => {
    const VOUCHERS = 8;
    let ids: string[];

    before(async () => {
      ids = [];
      for (let i = 0; i < VOUCHERS; i++) {
        const submitted = await ledger.fisc(
          "voucher",
          "submit",
          "--invoice",
          `INV-${String(i)}`,
          "--obligation",
          "1/2",
          "--amount",
          "10.00",
          "--due",
          "2090-01-31",
          "--key",
          "submitting",
          "--json",
        );
        ids.push(...(submitted.json().vouchers as string[]));
      }
      const seen = (
        await ledger.fisc("voucher", "look", ...ids.slice(0, 6), "--rail", "attested", "--json")
      ).json().seen;
      const { code } = await ledger.fisc(
        "voucher",
        "certify",
        ...ids.slice(0, 6),
        "--rail",
        "attested",
        "--seen",
        String(seen),
        "--key",
        "certifying",
      );
      expect(code).to.equal(0);
    });

    const pay = (...more: readonly string[]) =>
      ledger.fisc("pay", "run.csv", "--bank", "12345678", "--key", "disbursing", "--json", ...more);

    it("lists the lines that can't be paid, and sends nothing", async () => {
      const lines = [...ids.slice(0, 5), ids[6], "0x12", ids[0], `${String(ids[5])},11.00`].map(
        (it) => `${String(it)}${String(it).includes(",") ? "" : ",10.00"}`,
      );
      await ledger.file("run.csv", ["voucher,amount", ...lines, ""].join("\n"));
      const before = await ledger.blocks();
      const { code, json } = await pay();
      expect(code).to.equal(2);
      expect(json()).to.include({ sent: false, valid: 5 });
      const bad = json().bad as { line: number; problem: string; remedy: string }[];
      expect(bad.map(({ line }) => line)).to.deep.equal([7, 8, 9, 10]);
      expect(bad[0]!.problem).to.equal("the voucher is submitted, due 2090-01-31, not certified");
      expect(bad[2]!.problem).to.equal("it stands on line 2 already");
      expect(bad[3]!.problem).to.equal("the voucher is of 10.00, the file says 11.00");
      expect(bad.every(({ remedy }) => remedy.length > 0)).to.be.true;
      expect(await ledger.blocks()).to.equal(before);
    });

    it("says in a dry run what it would pay", async () => {
      const before = await ledger.blocks();
      const { code, json } = await pay("--accept-valid", "--dry-run");
      expect(json()).to.include({ sent: false, vouchers: 5, total: "50.00", firstWouldPay: "50.00" });
      expect(code).to.equal(0);
      expect(await ledger.blocks()).to.equal(before);
    });

    it("pays the lines that can be paid, once they are accepted", async () => {
      const { code, json, stderr } = await pay("--accept-valid");
      expect(json(), stderr).to.include({ sent: true, vouchers: 5, total: "50.00", paidBefore: 0 });
      expect(code).to.equal(0);
      expect((await ledger.fisc("voucher", "show", ids[0]!, "--json")).json()).to.include({
        state: "paid",
        amount: "10.00",
      });
      expect((await ledger.fisc("voucher", "show", ids[5]!, "--json")).json()).to.include({
        state: "certified",
      });
    });

    it("pays nothing twice when the same file is given again", async () => {
      await ledger.file("run.csv", ["voucher", ...ids.slice(0, 6), ""].join("\n"));
      expect((await pay()).json()).to.include({ sent: true, vouchers: 1, total: "10.00", paidBefore: 5 });
      const again = await pay();
      expect(again.json()).to.include({ vouchers: 0, total: "0.00", paidBefore: 6 });
      expect(again.code).to.equal(0);
      expect((await ledger.fisc("report", "register", "--json")).json()).to.include({ total: "60.00" });
    });

    it("pays one voucher in tokens or by a bank, not by both, and not by neither", async () => {
      for (const how of [[], ["--bank", "1", "--token", `0x${"11".repeat(20)}`]]) {
        const { code, stderr } = await ledger.fisc("voucher", "pay", ids[0]!, "--key", "disbursing", ...how);
        expect(stderr).to.match(/^payment: it is not said how money leaves; /);
        expect(code).to.equal(2);
      }
      const paid = await ledger.fisc(
        "voucher",
        "pay",
        ids[0]!,
        "--bank",
        "1",
        "--key",
        "disbursing",
        "--dry-run",
      );
      expect(paid.stderr).to.include("See docs/reference/errors/");
      expect(paid.code).to.equal(3);
    });

    it("lists the 7 bad lines of a schedule of 10,000, and sends nothing", async () => {
      await ledger.fisc(
        "obligate",
        "014-X-1036",
        "--payee",
        "many",
        "--amount",
        "5000.00",
        "--key",
        "contracting",
      );
      await ledger.fisc("accept", "1/3", "--amount", "5000.00", "--key", "receiving");
      const hex = (bytes: number): string => `0x${randomBytes(bytes).toString("hex")}`;
      const lines = Array.from({ length: 10_000 }, () => `${hex(10)},0.25,${hex(32)}`);
      const wrong = [17, 404, 2_048, 5_000, 5_001, 9_999, 10_001];
      const faults = [
        "0x12,0.25,0x",
        `${hex(20)},0.25,${hex(32)}`,
        `${hex(10)},0.255,${hex(32)}`,
        `${hex(10)},-1.00,${hex(32)}`,
        `${hex(10)},0.25`,
        `${hex(10)},0,${hex(32)}`,
        `${hex(10)},0.25,0x12`,
      ];
      wrong.forEach((line, i) => (lines[line - 2] = faults[i]!));
      await ledger.file("benefits.csv", ["payee,amount,binding", ...lines, ""].join("\n"));
      const options = [
        "--rail",
        "attested",
        "--obligation",
        "1/3",
        "--eligible-until",
        "2099-01-01",
        "--salt",
        hex(32),
      ];
      const before = await ledger.blocks();
      const submit = (...more: readonly string[]) =>
        ledger.fisc(
          "schedule",
          "submit",
          "benefits.csv",
          ...options,
          "--key",
          "submitting",
          "--json",
          ...more,
        );
      const { code, json } = await submit();
      expect((json().bad as { line: number }[]).map(({ line }) => line)).to.deep.equal(wrong);
      expect(code).to.equal(2);
      expect(await ledger.blocks()).to.equal(before);
      const dry = await submit("--accept-valid", "--dry-run");
      expect(dry.json(), dry.stderr).to.include({ sent: false, total: "2498.25" });
      expect(await ledger.blocks()).to.equal(before);

      // Fewer go through all the steps: each rebuilds the schedule.
      await ledger.file("benefits.csv", ["payee,amount,binding", ...lines.slice(0, 300), ""].join("\n"));
      expect((await submit("--accept-valid")).json()).to.include({ sent: true, total: "74.75" });
      const step = (verb: string, key: string, ...more: readonly string[]) =>
        ledger.fisc(
          "schedule",
          verb,
          "benefits.csv",
          ...options,
          "--accept-valid",
          "--key",
          key,
          "--json",
          ...more,
        );
      expect((await step("certify", "certifying")).code).to.equal(0);
      const paid = await step("pay", "disbursing", "--bank", "12345678");
      expect(paid.code, paid.stderr).to.equal(0);
      const chunks = paid.json().chunks as { paid: string }[];
      expect(chunks.reduce((sum, it) => sum + Number(it.paid), 0)).to.equal(74.75);
      expect((await step("pay", "disbursing", "--bank", "12345678")).json().chunks).to.deep.equal([]);
      expect((await ledger.fisc("audit")).code).to.equal(0);
    });

    it("lists bad lines of a staff file, and appoints nobody twice", async () => {
      await ledger.file(
        "staff.csv",
        "key,organisation,parent,offices,limit\n0x12,PARKS,,budget,\n0xdD2FD4581271e230360230F9337D5c0430Bf44C0,PARKS,TREASURY,king,\n0xdD2FD4581271e230360230F9337D5c0430Bf44C0,PARKS,TREASURY,budget property,\n",
      );
      const staff = (...more: readonly string[]) =>
        ledger.fisc(
          "officer",
          "staff",
          "staff.csv",
          "--registrar",
          "registrar",
          "--administrator",
          "administrator",
          "--json",
          ...more,
        );
      const { code, json } = await staff();
      expect((json().bad as { line: number }[]).map(({ line }) => line)).to.deep.equal([2, 3]);
      expect(code).to.equal(2);
      expect((await staff("--accept-valid", "--dry-run")).json().steps).to.have.length(2);
      expect((await staff("--accept-valid")).json().steps).to.have.length(2);
      expect((await staff("--accept-valid")).json().steps).to.have.length(0);
    });
  });
});
