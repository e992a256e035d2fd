import { network } from "hardhat";

import { check, type Checked } from "./check.js";
import { type Day, schedulesOf } from "./day.js";
import { type Paid, paySchedule } from "./pay.js";
import { openTreasury } from "./treasury.js";

/** Pays a day on a network of its own in this process, and checks all of it. */
export async function runDay(day: Day, onPaid: (payments: number) => void): Promise<Checked> {
  const connection = await network.create("default");
  try {
    const treasury = await openTreasury(connection);
    const paid: Paid[] = [];
    for (const plan of schedulesOf(day)) paid.push(await paySchedule(treasury, plan, day.seed, onPaid));
    return await check(treasury, paid);
  } finally {
    await connection.close();
  }
}
