/**
 * Deploys a new version of the ledger and of the contracts that pay from it, on the registries and rails that there are,
 * and has the payers enrolled. Nothing else changes by it: what it writes is the address book of things to come.
 *
 * By any key with money for it (`deployer`), and a registrar, who enrols. A run that broke off is begun anew: what it
 * deployed is nobody's, and is left lying.
 *
 *     FISC_KEY_DEPLOYER=… FISC_KEY_REGISTRAR=… node tools/run.js scripts/examples/deploy-successor.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --out next.json
 */
import { writeFile } from "node:fs/promises";

import { addressesIn, printAddressBook } from "../../sdk/client/addressBook.js";
import { describeContracts } from "../../sdk/client/checkAddressBook.js";
import { FACTORIES } from "../../sdk/contracts.js";
import { FiscInputError } from "../../sdk/errors.js";
import { type Example, start } from "./support/example.js";
import { exists } from "./support/textOf.js";

export const deploySuccessor: Example<"out"> = {
  summary: "Deploys a new version of the ledger and its payers.",
  options: { out: "file for the address book with the new ledger" },

  run: async ({ fisc, as, signer }, { out }) => {
    if (await exists(out))
      throw new FiscInputError("--out", `${out} is there already`, "give another name, or use it");
    const deployer = await signer("deployer");
    const { ledger, ...others } = addressesIn(fisc.book);
    const { name, currency, timeZone, fiscalYearStart } = await fisc.contracts.ledger.identity();
    const identity = { name, currency, timeZone, fiscalYearStart };
    const next = await new FACTORIES.ledger(deployer).deploy(others.registry, identity);
    await next.waitForDeployment();
    // No invoice that was claimed at the former Vouchers is claimed again at the new one.
    const parts = { ...others, ledger: await next.getAddress(), predecessor: others.vouchers };
    const vouchers = await new FACTORIES.vouchers(deployer).deploy(parts);
    await vouchers.waitForDeployment();
    const schedules = await new FACTORIES.schedules(deployer).deploy(parts, vouchers);
    await schedules.waitForDeployment();

    const registrar = await as("registrar");
    for (const payer of [vouchers, schedules]) {
      await registrar.officers.enrolContract({ contract: await payer.getAddress() });
    }
    const addresses = {
      ...others,
      ledger: parts.ledger,
      vouchers: await vouchers.getAddress(),
      schedules: await schedules.getAddress(),
    };
    const book = await describeContracts(addresses, fisc.book.fromBlock, fisc.provider);
    await writeFile(out, printAddressBook(book), { flag: "wx" });
    return [`deployed ledger ${addresses.ledger} beside ${ledger}`, `its address book is ${out}`];
  },
};

await start(import.meta, deploySuccessor);
