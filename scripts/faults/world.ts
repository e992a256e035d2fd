import { dataSlice, id, parseEther, Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { acts } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { benefitSchedule, gasForLines, MAX_CHUNKS } from "../../sdk/disbursement/schedule.js";
import { tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { TREASURY } from "../../sdk/ids.js";
import type { Order } from "../../sdk/outbox/outbox.js";
import type { StablecoinMock } from "../../types/ethers-contracts/index.js";
import { draw } from "../simulate/draw.js";
import { openTreasury, SCALE, type Treasury } from "../simulate/treasury.js";

/** What has to be paid, and from what it is told that it was. */
export interface World {
  readonly token: StablecoinMock;
  /** The key of the disbursing officer who pays. */
  readonly key: Wallet;
  readonly orders: readonly Order[];
  /** Units of the token by payee: each is paid once. */
  readonly owed: ReadonlyMap<string, bigint>;
}

interface Payment {
  readonly payee: string;
  readonly units: bigint;
  readonly call: Order["call"];
}

/**
 * A treasury with so many payments to make, one a transaction: chunks of certified schedules, which the contracts pay
 * once, and between them plain transfers of tokens, which nothing but the outbox keeps from being made twice.
 */
export async function prepare(
  connection: NetworkConnection,
  deployment: string,
  payments: number,
  seed: string,
): Promise<World> {
  const treasury = await openTreasury(connection, deployment);
  const { token, staff } = treasury;
  const key = new Wallet(Wallet.createRandom().privateKey);
  await connection.networkHelpers.setBalance(key.address, parseEther("1000"));
  await staff.appoint(await staff.person(key), TREASURY, ["disbursing"]);
  const scheduled = await schedule(treasury, Math.ceil(payments / 2), seed);
  const plain = await transfers(treasury, key, Math.floor(payments / 2), seed);
  const all = scheduled.flatMap((it, i) => [it, plain[i]]).filter((it) => it !== undefined);
  return {
    token,
    key,
    orders: all.map(({ call }, i) => ({ id: `payment ${String(i + 1)}`, call })),
    owed: new Map(all.map(({ payee, units }) => [payee, units])),
  };
}

/** Has schedules certified whose chunks are a line each. */
async function schedule(treasury: Treasury, count: number, seed: string): Promise<Payment[]> {
  const { fisc, officers, agency, programs, token } = treasury;
  const settlement = tokenSettlement(await token.getAddress());
  const target = await fisc.schedules.getAddress();
  const all: Payment[] = [];
  for (let number = 1; all.length < count; number++) {
    const lines = Math.min(MAX_CHUNKS, count - all.length);
    const drawn = draw({ rail: "token", number, lines }, seed, NO_END);
    const { header, chunks } = benefitSchedule({
      rail: "token",
      organisation: agency,
      obligation: programs.token,
      eligibleUntil: NO_END,
      salt: drawn.salt,
      lines: drawn.lines,
      perChunk: 1,
    });
    const { commitment } = await fisc.ledger.obligation(programs.token);
    await fisc.ledger.connect(officers.receiving).execute(agency, [
      acts.accept({
        obligation: programs.token,
        sequence: Number(commitment.sequence),
        amount: header.total,
      }),
    ]);
    await fisc.schedules.connect(officers.submitting).submit(header);
    await fisc.schedules.connect(officers.certifying).certify(header);
    for (const [i, { payee, amount }] of drawn.lines.entries()) {
      const chunk = chunks[i];
      if (chunk === undefined) throw new Error("a line has no chunk");
      const data = fisc.schedules.interface.encodeFunctionData("pay", [
        header,
        TREASURY,
        { ...chunk, proof: [...chunk.proof] },
        settlement,
      ]);
      const gasLimit = BigInt(gasForLines("token", "osaka", 1));
      all.push({ payee: payee.toLowerCase(), units: amount * SCALE, call: { to: target, data, gasLimit } });
    }
  }
  return all;
}

/** Gives the key tokens of its own to pay from. */
async function transfers({ token }: Treasury, key: Wallet, count: number, seed: string): Promise<Payment[]> {
  const to = await token.getAddress();
  const payments = Array.from({ length: count }, (_, i): Payment => {
    const payee = dataSlice(id(`${seed}\ntransfer ${String(i)}`), 12);
    const units = BigInt(i + 1) * SCALE;
    const data = token.interface.encodeFunctionData("transfer", [payee, units]);
    return { payee, units, call: { to, data, gasLimit: 100_000n } };
  });
  // Twice as much: a double payment shall not fail for want of money.
  await token.mint(key, 2n * payments.reduce((sum, { units }) => sum + units, 0n));
  return payments;
}
