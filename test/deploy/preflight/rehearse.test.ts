import { expect } from "chai";

import { rehearse } from "../../../deploy/preflight/rehearse.js";
import { readParameters } from "../../../deploy/readParameters.js";
import { FiscInputError } from "../../../sdk/errors.js";

const FILE = "deploy/parameters/local.json5";

describe("a rehearsal", () => {
  it("gives the gas of each transaction, more with each councillor, and each fits into EIP-7825's cap", async () => {
    const parameters = await readParameters(FILE);
    const gas = await rehearse(parameters, FILE);
    expect(gas).to.have.length(23);
    expect(Math.max(...gas)).to.be.within(4_000_000, 16_777_216);
    expect(Math.min(...gas)).to.be.greaterThan(21_000);
    const council = [...parameters.council, `0x${"7".repeat(40)}`];
    expect(await rehearse({ ...parameters, council }, FILE)).to.have.length(24);
  });

  it("finds parameters that the contracts refuse", async () => {
    const parameters = await readParameters(FILE);
    const error = await rehearse({ ...parameters, haltMaximum: 0 }, FILE).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(FiscInputError);
    expect((error as Error).message)
      .to.include(`${FILE}: the contracts refuse these parameters (`)
      .and.to.include("OfficerRegistryInvalidSettings");
  });
});
