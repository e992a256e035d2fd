import path from "node:path";

import { expect } from "chai";

import { deploymentFolder, printFindings } from "../../../scripts/support/deployments.js";
import { FiscInputError } from "../../../sdk/errors.js";

describe("a deployment's folder", () => {
  it("is named after it", () => {
    expect(deploymentFolder("test-2")).to.match(/\/deploy\/deployments\/test-2$/);
    expect(path.isAbsolute(deploymentFolder("a"))).to.equal(true);
  });

  for (const name of ["", "../x", "a/b", ".x", "-x", "a b"]) {
    it(`is not "${name}"`, () => {
      expect(() => deploymentFolder(name)).to.throw(FiscInputError, /^--name: ".*" is no name/);
    });
  }
});

describe("what a check found", () => {
  it("is a sentence a line", () => {
    expect(printFindings([])).to.match(/^Checked: .* the deployer keeps nothing\.$/);
    const findings = [
      { rule: "chain", sentence: "One." },
      { rule: "payers", sentence: "Two." },
    ] as const;
    expect(printFindings(findings)).to.equal("wrong (chain): One.\nwrong (payers): Two.");
  });
});
