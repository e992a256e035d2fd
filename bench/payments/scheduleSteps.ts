import { dataLength } from "ethers";

import { NO_END } from "../../sdk/calendar.js";
import { type Line, lineSize, type Rail } from "../../sdk/disbursement/lines.js";
import {
  benefitSchedule,
  gasForLines,
  type HardFork,
  linesPerCall,
  type Schedule,
} from "../../sdk/disbursement/schedule.js";
import { TRANSACTION_GAS_CAP } from "../../sdk/transactionGas.js";
import { gasOf } from "../cases.js";
import { noise } from "../world.js";
import type { PaymentWorld } from "./world.js";

function forkOf({ connection: { networkConfig } }: PaymentWorld): HardFork {
  if (networkConfig.type !== "edr-simulated") throw new Error("benches run on a network in this process");
  return networkConfig.hardfork === "amsterdam" ? "amsterdam" : "osaka";
}

/** A benefit of up to some 160,000 dollars: three bytes of cents, none of them zero. */
const benefit = (rail: Rail): Line => ({
  payee: noise(rail === "token" ? 20 : 10),
  amount: BigInt(noise(3)),
});

/** A schedule whose first chunks hold `items` lines, and one more line in a chunk of its own, so that there are proofs. */
export function make(world: PaymentWorld, rail: Rail, items: number): Schedule {
  const { agency, program } = world;
  const most = linesPerCall(rail, forkOf(world));
  const perChunk = items / Math.ceil(items / most);
  if (!Number.isInteger(perChunk)) throw new Error(`${String(items)} lines make no equal chunks`);
  return benefitSchedule({
    rail,
    organisation: agency,
    obligation: program,
    eligibleUntil: NO_END,
    salt: noise(32),
    lines: Array.from({ length: items + 1 }, () => ({ ...benefit(rail), binding: noise(32) })),
    perChunk,
  });
}

export const submit = ({ fisc, signers }: PaymentWorld, { header }: Schedule): Promise<bigint> =>
  gasOf(fisc.schedules.connect(signers.submitting).submit(header));

export const certify = ({ fisc, signers }: PaymentWorld, { header }: Schedule): Promise<bigint> =>
  gasOf(fisc.schedules.connect(signers.certifying).certify(header));

/** The gas of paying all chunks but the last, each with what the SDK says is enough, and no transaction may exceed. */
export async function pay(world: PaymentWorld, rail: Rail, { header, chunks }: Schedule): Promise<bigint> {
  const { fisc, signers, agency } = world;
  let gas = 0n;
  for (const chunk of chunks.slice(0, -1)) {
    const gasLimit = gasForLines(rail, forkOf(world), dataLength(chunk.lines) / lineSize(rail));
    // The network of the next hard fork does not refuse it by itself.
    if (gasLimit > TRANSACTION_GAS_CAP) throw new Error(`a chunk is given ${String(gasLimit)} gas`);
    const settlement = await world.settlement(rail);
    gas += await gasOf(
      fisc.schedules
        .connect(signers.disbursing)
        .pay(header, agency, { ...chunk, proof: [...chunk.proof] }, settlement, { gasLimit }),
    );
  }
  return gas;
}

/** The gas of paying a schedule that was submitted and certified before. */
export async function payCertified(world: PaymentWorld, rail: Rail, schedule: Schedule): Promise<bigint> {
  await submit(world, schedule);
  await certify(world, schedule);
  return pay(world, rail, schedule);
}
