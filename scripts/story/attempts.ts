import type { NetworkConnection } from "hardhat/types/network";

import { tryBudget } from "./attempts/budget.js";
import { tryBuildings } from "./attempts/buildings.js";
import { tryOfficers } from "./attempts/officers.js";
import { tryPayments } from "./attempts/payments.js";
import { tryRecords } from "./attempts/records.js";
import { Trial, type Attempt } from "./attempts/trial.js";
import type { Cast } from "./cast.js";
import type { Year } from "./year.js";

/**
 * Tries what the law forbids, after the year has run. Each attempt is a call to the contracts; what had to be done before
 * it (a halt, a second key) is done and, where it can be, undone.
 */
export async function tryForbidden(
  connection: NetworkConnection,
  cast: Cast,
  year: Year,
): Promise<readonly Attempt[]> {
  const trial = new Trial(connection, cast, year);
  await tryBudget(trial);
  await tryPayments(trial);
  await tryBuildings(trial);
  await tryRecords(trial);
  await tryOfficers(trial);
  return trial.attempts;
}
