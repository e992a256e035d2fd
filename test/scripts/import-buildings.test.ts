import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { network } from "hardhat";

import { itReads, sharedFile, temporaryFile } from "./helpers/files.js";
import { buildingRow, inventoryFiles, LEASED, leaseRow } from "./helpers/inventory.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/import-buildings.ts";
const BUILDINGS = sharedFile("buildings/iolp-buildings-2025-06-20.csv");
const LEASES = sharedFile("buildings/iolp-leases-2025-06-20.csv");
const SAMPLE = [
  "data/sample-inventory/buildings.csv",
  "--leases",
  "data/sample-inventory/leases.csv",
] as const;

const folder = (): string => path.join(path.dirname(temporaryFile("")), "export");

describe("npm run import:buildings", () => {
  itReads(
    "registers the published inventory, and gives it back field by field",
    [BUILDINGS, LEASES],
    async function () {
      // What the command promises on two cores.
      this.timeout(180_000);
      const out = folder();
      const args = [BUILDINGS.path, "--leases", LEASES.path, "--export", out, "--json"];
      const { code, stdout, stderr } = await runScript(SCRIPT, ...args);
      expect(stderr).to.match(/^(Importing: \d+ of 16170\n){10}$/);
      const result = JSON.parse(stdout) as Record<string, unknown>;
      expect(result).to.deep.include({
        buildings: 8645,
        leases: 7461,
        leaseRows: 7512,
        mismatches: 0,
        // 18 columns of 8,645 rows and 19 of 7,512.
        fieldsCompared: 298_338,
        rentableSquareFeet: "361424032.44",
        areaNotStated: 621,
        status: { Active: 8581, Excess: 51, Decommissioned: 13 },
        alreadyThere: 8645,
        leasesAlreadyThere: 7461,
        transactionsSecondRun: 0,
        refused: 0,
      });
      const map = JSON.parse(readFileSync(path.join(out, "buildings.geojson"), "utf8")) as {
        features: unknown[];
      };
      expect(map.features).to.have.length(8645);
      expect(code).to.equal(0);
    },
  );

  it("tells people the same of the sample", async () => {
    const out = folder();
    const { code, stdout } = await runScript(SCRIPT, ...SAMPLE, "--export", out);
    expect(stdout).to.match(
      /buildings: 8,\n\s+leases: 3,\n\s+leaseRows: 4,\n\s+rentableSquareFeet: '280605\.88',/,
    );
    expect(stdout).to.match(/mismatches: 0,/);
    for (const name of ["buildings.csv", "leases.csv", "buildings.geojson"]) {
      expect(existsSync(path.join(out, name)), name).to.equal(true);
    }
    expect(code).to.equal(0);
  });

  it("lists what it refuses by line, does the rest, and says so by its exit code", async () => {
    const { buildings, leases } = inventoryFiles(
      [
        buildingRow("A1", LEASED),
        buildingRow("A2", { Latitude: "", Longitude: "" }),
        buildingRow("A1"),
        buildingRow("A4", { "Real Property Asset Type": "\u001b[2JCASTLE" }),
        buildingRow("A5", { ...LEASED, "Building Status": "Excess" }),
      ],
      [
        leaseRow("A1", "L1"),
        leaseRow("A1", "L2", { "Lease Expiration Date": "1999-12-31" }),
        leaseRow("A2", "L3"),
        leaseRow("B1", "L4"),
      ],
    );
    const args = [buildings, "--leases", leases, "--export", folder()];
    const { code, stdout } = await runScript(SCRIPT, ...args, "--json");
    const result = JSON.parse(stdout) as { refusedRows: { file: string; line: number; building: string }[] };
    expect(result).to.include({
      buildings: 1,
      leases: 1,
      mismatches: 0,
      alreadyThere: 1,
      transactionsSecondRun: 0,
    });
    expect(result.refusedRows.map(({ file, line, building }) => [file, line, building])).to.deep.equal([
      ["buildings", 3, "A2"],
      ["buildings", 4, "A1"],
      ["buildings", 5, "A4"],
      ["buildings", 6, "A5"],
      ["leases", 3, "A1"],
      ["leases", 4, "A2"],
      ["leases", 5, "B1"],
    ]);
    expect(code).to.equal(1);
    const told = await runScript(SCRIPT, ...args);
    expect(told.stdout).to.include(
      "Rows that were refused; the rest was imported:\nbuildings, line 3, Latitude: ",
    );
    expect(told.stdout).not.to.include("\u001b[2J");
    expect(told.code).to.equal(1);
  });

  it("finds the register of an import before on a node, and does what a newer file changed", async () => {
    const server = await network.createServer("default", "127.0.0.1", 0);
    const { port } = await server.listen();
    const url = `http://127.0.0.1:${port}`;
    const provider = new JsonRpcProvider(url);
    const begin = await provider.getBlock(0);
    const [sample, flag, leases] = SAMPLE;
    const importOf = async (file: string) => {
      const args = [file, flag, leases, "--export", folder(), "--rpc", url, "--json"];
      const { code, stdout } = await runScript(SCRIPT, ...args);
      expect(code).to.equal(0);
      return JSON.parse(stdout) as {
        steps: unknown;
        contracts: unknown;
        notInFiles: { buildings: string[] };
      };
    };
    try {
      const first = await importOf(sample);
      expect(first.steps).to.deep.equal({ register: 8, registerLease: 3, report: 2 });
      const again = await importOf(sample);
      expect(again).to.deep.include({ steps: {}, transactions: 0, contracts: first.contracts });
      // Decommissioned no more, which officers decide; the lot gone from the file, a leased building without a lease
      // bought.
      const newer = readFileSync(sample, "utf8")
        .replace(",Decommissioned,", ",Active,")
        .replace(/^ZZ0006.*\n/m, "")
        .replace("MILL ANNEX,NA,L", "MILL ANNEX,NA,F");
      const third = await importOf(temporaryFile(newer, "newer.csv"));
      expect(third.steps).to.deep.equal({ amend: 2 });
      expect(third).to.deep.include({ kept: 1 });
      expect(third.notInFiles.buildings).to.deep.equal(["ZZ0006"]);
    } finally {
      provider.destroy();
      await server.close();
      rmSync(`deploy/deployments/chain-31337-${begin?.hash?.slice(2, 10)}`, { recursive: true, force: true });
    }
  });

  it("refuses what it can't use in one line, before anything is done", async () => {
    const { buildings, leases } = inventoryFiles(
      [buildingRow("A1", { Latitude: "x" })],
      [leaseRow("A1", "L1")],
    );
    const narrow = temporaryFile("Location Code\nA1\n", "narrow.csv");
    const [file, flag, lines] = SAMPLE;
    await Promise.all([
      expectRefusal(SCRIPT, [...SAMPLE], /^error: required option '--export <folder>' not specified\n$/),
      expectRefusal(
        SCRIPT,
        ["no-such.csv", flag, lines, "--export", folder()],
        /^no-such\.csv: the file can't be read /,
      ),
    ]);
    await Promise.all([
      expectRefusal(
        SCRIPT,
        [narrow, flag, lines, "--export", folder()],
        /^narrow\.csv, line 1: the header lacks /,
      ),
      expectRefusal(
        SCRIPT,
        [buildings, flag, leases, "--export", folder()],
        /: no row can be used: line 2, Latitude: "x" is not a coordinate /,
      ),
    ]);
    await Promise.all([
      expectRefusal(
        SCRIPT,
        [file, flag, lines, "--export", "data/sample-inventory"],
        /would write over the file /,
      ),
      expectRefusal(
        SCRIPT,
        [file, flag, lines, "--export", folder(), "--organisation", "G S A"],
        /^--organisation: /,
      ),
    ]);
    await Promise.all([
      expectRefusal(
        SCRIPT,
        [file, flag, lines, "--export", folder(), "--codes", "data/buildings/bc-codes.csv"],
        /^buildings\.csv, line 1: the header lacks Name, /,
      ),
      // A node that isn't there: asked last.
      expectRefusal(
        SCRIPT,
        [file, flag, lines, "--export", folder(), "--rpc", "http://127.0.0.1:1"],
        /^--rpc http:\/\/127\.0\.0\.1:1: no node answers there /,
      ),
    ]);
  });
});
