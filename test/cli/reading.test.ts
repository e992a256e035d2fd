import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

import { expect } from "chai";

import { serve } from "../../tools/serve.js";
import { type CliLedger, openCliLedger, prepare } from "./helpers/ledger.js";
import { runCli } from "./helpers/runCli.js";

describe("fisc, reading", () => {
  let ledger: CliLedger;

  before(async () => {
    ledger = await openCliLedger();
    await prepare(ledger);
  });

  after(() => ledger.stop());

  it("says how the ledger stands", async () => {
    const { code, json } = await ledger.fisc("status", "--json");
    expect(code).to.equal(0);
    const status = json();
    expect(Object.keys(status)).to.deep.equal([
      "ledger",
      "block",
      "date",
      "events",
      "accounts",
      "halts",
      "vaults",
      "officers",
    ]);
    expect(status.accounts).to.have.length(1);
    expect((status.accounts as object[])[0]).to.include({
      path: "014-X-1036",
      phase: "open",
      owner: "PARKS",
      authority: "25000.00",
      available: "23500.00",
      obligated: "1500.00",
    });
    expect(status.officers).to.have.length(11);
    expect((await ledger.fisc("status")).stdout).to.match(/014-X-1036 +open +25,000\.00/);
  });

  it("says what halts stand", async () => {
    await ledger.fisc("officer", "halt", "PARKS", "--for", "1 day", "--key", "inspector");
    const { json } = await ledger.fisc("status", "--json");
    expect((json().halts as object[])[0]).to.include({ scope: "PARKS" });
    expect((await ledger.fisc("status")).stdout).to.match(/\nHALTED: PARKS, until \d{4}-/);
  });

  it("audits, and finds nothing", async () => {
    const { code, json } = await ledger.fisc("audit", "--json");
    const audit = json();
    expect(audit.findings).to.deep.equal([]);
    expect(audit.events).to.be.greaterThan(50);
    expect(audit.fields).to.be.greaterThan(800);
    expect(code).to.equal(0);
    const { stdout, stderr } = await ledger.fisc("audit");
    expect(stdout).to.match(/No findings: journal, storage and rules agree\.\n$/);
    expect(stderr).to.match(/^Reading blocks: \d+ of \d+\n/);
  });

  for (const [name, keys, text] of [
    ["statement", ["asOf", "accounts", "total"], /014-X-1036 +open/],
    ["register", ["asOf", "entries", "total"], /0 entries, 0\.00 in all/],
    ["outlays", ["asOf", "organisations", "total", "cash"], /total/],
    ["property", ["asOf", "fiscalYear", "holdings"], /custodian/],
  ] as const) {
    it(`reports: ${name}`, async () => {
      const asJson = await ledger.fisc("report", name, "--json");
      expect(asJson.code, asJson.stderr).to.equal(0);
      expect(asJson.json()).to.include.keys(...keys);
      expect((await ledger.fisc("report", name)).stdout).to.match(text);
    });
  }

  it("reports: sf133, of appropriations alone", async () => {
    const { code, json } = await ledger.fisc("report", "sf133", "014-X-1036", "--json");
    expect(code).to.equal(0);
    expect(json()).to.include({ appropriation: "014-X-1036" });
    const unknown = await ledger.fisc("report", "sf133", "014-X-9999");
    expect(unknown.stderr).to.match(/^appropriation: there is no account "014-X-9999"; /m);
    expect(unknown.code).to.equal(2);
  });

  it("reports as of an earlier day, when nothing was there", async () => {
    const { json } = await ledger.fisc("report", "statement", "--as-of", "2001-01-01", "--json");
    expect(json()).to.deep.include({ asOf: "2001-01-01", accounts: [] });
    const { code, stderr } = await ledger.fisc("report", "statement", "--as-of", "31.1.2001");
    expect(stderr).to.match(/^--as-of: "31\.1\.2001" is not a date; /);
    expect(code).to.equal(2);
  });

  for (const [title, args, line, code] of [
    [
      "a network that nobody described",
      ["--network", "nowhere"],
      /^--network: fisc\.json knows no "nowhere"; name one of these: localhost\.\n$/,
      2,
    ],
    [
      "an address book that is not there",
      ["--book", "none.json"],
      /the address book can't be read \(ENOENT\)/,
      2,
    ],
    [
      "an address book that is none",
      ["--book", "fisc.json"],
      /^fisc\.json: its format is not "fisc address book 1"; /,
      2,
    ],
    [
      "a configuration that is not there",
      ["--config", "none.json"],
      /^none\.json: the file can't be read \(ENOENT\); /,
      2,
    ],
    [
      "a node that is not up",
      ["--rpc", "http://127.0.0.1:59999"],
      /^127\.0\.0\.1:59999: no node answers there \(ECONNREFUSED\); /,
      4,
    ],
    ["an address that is none", ["--rpc", "localhost"], /^RPC address: "localhost" is no HTTP address; /, 2],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const found = await ledger.fisc("status", ...args);
      expect(found.stderr)
        .to.match(line)
        .and.to.match(/^[^\n]+\n$/);
      expect(found.code).to.equal(code);
    });
  }

  it("refuses a book of another chain, and one of contracts that are not there", async () => {
    const book = await readFile(path.join(ledger.cwd, "book.json"), "utf8");
    await ledger.file("other.json", book.replace('"chainId": 31337', '"chainId": 11155111'));
    const other = await ledger.fisc("audit", "--book", "other.json");
    expect(other.stderr).to.match(
      /^network localhost: it is chain 31337, and its address book is of chain 11155111; /,
    );
    expect(other.code).to.equal(2);
    await ledger.file(
      "gone.json",
      book.replace(/(?<="ledger": \{\s*"address": ")0x\w{40}/, `0x${"11".repeat(20)}`),
    );
    const gone = await ledger.fisc("audit", "--book", "gone.json");
    expect(gone.stderr).to.match(/^address book, ledger: there is no contract at 0x1111/);
    expect(gone.code).to.equal(2);
  });

  it("refuses a configuration with a key in it, or anything else that does not belong there", async () => {
    const good = await readFile(path.join(ledger.cwd, "fisc.json"), "utf8");
    await ledger.file("bad.json", good.replace('"test": 1', `"privateKey": "0x${"12".repeat(32)}"`));
    const { code, stderr } = await ledger.fisc("status", "--config", "bad.json");
    expect(stderr)
      .to.match(/^bad\.json, keys, registrar/)
      .and.not.to.include("1212");
    expect(code).to.equal(2);
  });

  it("says that it needs an address book", async () => {
    const { code, stderr } = await runCli(["status", "--rpc", ledger.url], { cwd: "/" });
    expect(stderr).to.match(/^--book: no address book says where the ledger is; /);
    expect(code).to.equal(2);
  });

  describe("through a node that misbehaves", () => {
    /** Audits through a node that answers some method in another way. */
    async function audited(method: string, answer: (result: unknown) => unknown) {
      const node = await serve({
        request: async (request) => {
          const result = await ledger.provider.request(request);
          return request.method === method ? answer(result) : result;
        },
      });
      try {
        return await ledger.fisc("audit", "--json", "--rpc", node.url);
      } finally {
        await node.stop();
      }
    }

    it("finds an event that it leaves out", async () => {
      const { code, json } = await audited("eth_getLogs", (logs) => (logs as unknown[]).slice(0, -1));
      // The halt was the last one.
      expect((json().findings as object[])[0]).to.include({ kind: "storage", place: "halts[2].until" });
      expect(code).to.equal(1);
    });

    it("finds an event in the midst that it leaves out", async () => {
      const { code, json } = await audited("eth_getLogs", (logs) =>
        (logs as unknown[]).filter((_, i) => i !== 30),
      );
      expect(json().findings).to.have.length.greaterThan(0);
      expect(code).to.equal(1);
    });

    it("ends in trouble where it cuts answers short", async () => {
      const { code, json } = await audited("eth_getBlockByNumber", () => ({ number: "0x1" }));
      expect(json()).to.include({ exitCode: 4 });
      expect(code).to.equal(4);
    });

    it("is told apart by a second node", async () => {
      const node = await serve({
        request: async (request) => {
          const result = await ledger.provider.request(request);
          if (request.method !== "eth_getBlockByNumber") return result;
          return { ...(result as object), hash: `0x${"22".repeat(32)}` };
        },
      });
      const { code, stderr } = await ledger
        .fisc("audit", "--rpc", ledger.url, "--rpc", node.url)
        .finally(node.stop);
      expect(stderr).to.match(/: its block \d+ is not that of 127\.0\.0\.1/);
      expect(code).to.equal(4);
    });

    it("ends in trouble where it answers with a web page", async () => {
      const server = createServer((_, response) => response.end("<!DOCTYPE html><title>Sign in</title>"));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const { code, stderr } = await ledger.fisc("audit", "--rpc", `http://127.0.0.1:${String(port)}`);
      server.close();
      expect(stderr).to.match(
        /: it answers with a web page, not JSON; check that this is a JSON-RPC address\.\n$/,
      );
      expect(code).to.equal(4);
    });
  });
});
