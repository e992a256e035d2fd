import type { StablecoinMock } from "../../types/ethers-contracts/index.js";
import type { NetworkConnection } from "hardhat/types/network";

/** Balances read in one call, whose gas has a limit like any other's. */
const AT_ONCE = 1_000;

/** One line for each address that does not have the units that it was paid. */
export async function findStrayBalances(
  { ethers }: NetworkConnection,
  token: StablecoinMock,
  expected: ReadonlyMap<string, bigint>,
): Promise<string[]> {
  const reader = await ethers.deployContract("BalanceReader");
  const all = [...expected];
  const strays: string[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const some = all.slice(i, i + AT_ONCE);
    const balances = await reader.balancesOf(
      token,
      some.map(([address]) => address),
    );
    for (const [at, [address, units]] of some.entries()) {
      const has = balances[at];
      if (has !== units) strays.push(`${address} has ${String(has)} units, not ${String(units)}`);
    }
  }
  return strays;
}
