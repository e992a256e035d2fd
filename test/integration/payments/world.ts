import { railNumber } from "../../../sdk/disbursement/lines.js";
import type { StablecoinMock } from "../../../types/ethers-contracts/index.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { BUILDER, EVIDENCE, YEAR } from "../../fixtures/funded.js";
import { ethers, time } from "../../fixtures/network.js";
import { type Paying, paying } from "../../fixtures/paying.js";
import { signerNamed } from "../../fixtures/signers.js";

/** Cents that the treasurer has in each token. */
const PLENTY = 10n ** 13n;
const DAY = 86_400;
/** Seconds in which all that is set up, delays waited out included. */
const SET_UP = 12 * DAY;
const UNITS_IN_A_CENT = 10n ** 4n;

export interface PaymentWorld extends Paying {
  /** A dollar that can be paused and lists those whom it does not pay; allowed, in the vault and with the treasurer. */
  readonly stable: StablecoinMock;
}

/** A world in which payments work, with more payees who can be paid and a second token, which fails at times. */
export async function stocked(): Promise<PaymentWorld> {
  // Interest counts civil days: whatever the machine's clock says, the same seed gives the same history.
  const midnight = Math.ceil((await time.latest()) / DAY + 1) * DAY;
  await time.increaseTo(midnight);
  const all = await paying();
  const { founders, payees, tokenRail, treasurer } = all;
  const registrar = payees.connect(founders.registrar.signer);
  for (let id = 1; id < BUILDER; ++id) {
    await registrar.attest(id, (await time.latest()) + YEAR, EVIDENCE);
    const { address } = await signerNamed(`payee ${String(id)}`);
    await registrar.setDetails(id, railNumber("token"), address);
  }
  const stable = await ethers.deployContract("StablecoinMock", ["USD"]);
  await stable.connect(treasurer).approve(tokenRail, 2n ** 256n - 1n);
  await tokenRail.connect(await asTop(all)).allow(stable, "USD");
  for (const token of [stable, all.token]) {
    await token.mint(treasurer, PLENTY * UNITS_IN_A_CENT);
    await tokenRail.connect(treasurer).deposit(token, PLENTY / 1_000n);
  }
  await time.increaseTo(midnight + SET_UP);
  return { ...all, stable };
}
