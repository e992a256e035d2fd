import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { DEFAULTS } from "../../../deploy/deployFisc.js";
import { checkPersons } from "../../../deploy/preflight/persons.js";
import type { FiscParameters } from "../../../sdk/deployment/parameters.js";
import { FiscInputError } from "../../../sdk/errors.js";

const someone = (n: number): string => `0x${String(n).repeat(40)}`;
const PARAMETERS: FiscParameters = {
  ...DEFAULTS,
  founders: { registrar: someone(1), inspector: someone(2), administrator: someone(3) },
  council: [someone(4), someone(5)],
};
const OPTIONS = { deployer: someone(9), isPublic: true, deployerMayHoldOffice: false };
/** The second test account of development nodes. */
const PUBLISHED = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

describe("the persons a ledger starts with", () => {
  const founders = (changes: Partial<FiscParameters["founders"]>): FiscParameters => ({
    ...PARAMETERS,
    founders: { ...PARAMETERS.founders, ...changes },
  });

  it("are taken when they are different ones", () => {
    checkPersons(PARAMETERS, OPTIONS);
    checkPersons({ ...PARAMETERS, predecessor: someone(6) }, OPTIONS);
    checkPersons(founders({ registrar: PUBLISHED }), { ...OPTIONS, isPublic: false });
    checkPersons(PARAMETERS, { ...OPTIONS, deployer: someone(4), deployerMayHoldOffice: true });
  });

  for (const [what, parameters, options, words] of [
    ["one is two", founders({ inspector: someone(1) }), {}, /^inspector: 0x1+ is the registrar too;/],
    [
      "a founder sits in the council",
      founders({ administrator: someone(5) }),
      {},
      /^councillor2: .* is the administrator too/,
    ],
    [
      "a councillor sits twice",
      { ...PARAMETERS, council: [someone(4), someone(4)] },
      {},
      /^councillor2: .* is the councillor1 too/,
    ],
    ["one is nobody", founders({ registrar: ZeroAddress }), {}, /^registrar: the address is zero/],
    [
      "an address was mistyped",
      founders({ registrar: PUBLISHED.replace("C51812", "C51813") }),
      {},
      /^registrar: the checksum of/,
    ],
    [
      "a predecessor was mistyped",
      { ...PARAMETERS, predecessor: PUBLISHED.replace("C51812", "C51813") },
      {},
      /^predecessor: the checksum/,
    ],
    [
      "the deployer is one",
      PARAMETERS,
      { deployer: someone(2) },
      /^inspector: 0x2+ is the key that deploys.*--deployer-holds-office/,
    ],
    [
      "a key is published",
      founders({ registrar: PUBLISHED }),
      {},
      /^registrar: the private key of 0x7099\w+ is published/,
    ],
    [
      "the deployer's key is published",
      PARAMETERS,
      { deployer: PUBLISHED },
      /^the key that deploys: the private key of/,
    ],
  ] as const) {
    it(`are refused when ${what}`, () => {
      expect(() => checkPersons(parameters, { ...OPTIONS, ...options })).to.throw(FiscInputError, words);
    });
  }
});
