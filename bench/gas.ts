/**
 * Measures the gas of each operation on each hard fork, and keeps `bench/gas.json`.
 *
 *     npm run bench:gas             measures, prints a table, writes the snapshot
 *     npm run bench:gas -- --check  measures and fails where the snapshot differs
 */
import { readFile, writeFile } from "node:fs/promises";

import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { BUILDING_CASES } from "./buildings/cases.js";
import { createBuildingWorld } from "./buildings/world.js";
import { type Case, CASES } from "./cases.js";
import { PAYMENT_CASES } from "./payments/cases.js";
import { createPaymentWorld } from "./payments/world.js";
import { RECORD_CASES } from "./records/cases.js";
import { createWorld } from "./world.js";

const HARD_FORKS = { osaka: "default", amsterdam: "amsterdam" } as const;
const NAMES = [...CASES, ...PAYMENT_CASES, ...BUILDING_CASES, ...RECORD_CASES].map(({ name }) => name);
const SNAPSHOT = new URL("gas.json", import.meta.url);

type Snapshot = Record<string, Record<string, number>>;

/** Measures cases that start from one world, on a network of their own. */
async function measure<World>(
  networkName: string,
  create: (connection: NetworkConnection) => Promise<World>,
  cases: readonly Case<World>[],
): Promise<Record<string, number>> {
  const connection = await network.create(networkName);
  const world = await create(connection);
  const figures: Record<string, number> = {};
  let snapshot = await connection.networkHelpers.takeSnapshot();
  for (const { name, items, gas } of cases) {
    figures[name] = Math.round(Number(await gas(world)) / items);
    await snapshot.restore();
    snapshot = await connection.networkHelpers.takeSnapshot();
  }
  await connection.close();
  return figures;
}

function table(snapshot: Snapshot): string {
  const forks = Object.keys(snapshot);
  const rows = NAMES.map((name) => [
    name,
    ...forks.map((fork) => (snapshot[fork]?.[name] ?? 0).toLocaleString("en")),
  ]);
  const all = [["gas per item", ...forks], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

/** Evidence is random, and some bytes of an address or a hash are zero by chance: a few gas either way. */
const TOLERANCE = 0.003;

function differences(before: Snapshot, now: Snapshot): string[] {
  const found: string[] = [];
  for (const fork of Object.keys({ ...before, ...now })) {
    for (const name of Object.keys({ ...before[fork], ...now[fork] })) {
      const [was, is] = [before[fork]?.[name], now[fork]?.[name]];
      if (was !== undefined && is !== undefined && Math.abs(is - was) <= was * TOLERANCE) continue;
      found.push(
        `${fork} ${name}: ${String(was ?? "not in the snapshot")} -> ${String(is ?? "not measured")}`,
      );
    }
  }
  return found;
}

const now: Snapshot = {};
for (const [fork, networkName] of Object.entries(HARD_FORKS)) {
  now[fork] = {
    ...(await measure(networkName, createWorld, CASES)),
    ...(await measure(networkName, createPaymentWorld, PAYMENT_CASES)),
    ...(await measure(networkName, createBuildingWorld, BUILDING_CASES)),
    ...(await measure(networkName, createWorld, RECORD_CASES)),
  };
}

if (process.argv.includes("--check")) {
  const found = differences(JSON.parse(await readFile(SNAPSHOT, "utf8")) as Snapshot, now);
  if (found.length > 0) {
    console.error(`Gas differs from bench/gas.json; if it is meant, run "npm run bench:gas" and commit:`);
    console.error(found.map((line) => `  ${line}`).join("\n"));
    process.exitCode = 1;
  } else console.log(`Gas of ${String(NAMES.length)} cases is as in bench/gas.json.`);
} else {
  console.log(table(now));
  await writeFile(SNAPSHOT, `${JSON.stringify(now, null, 2)}\n`);
}
