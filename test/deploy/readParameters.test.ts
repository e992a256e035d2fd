import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { DEFAULTS, moduleParameters } from "../../deploy/deployFisc.js";
import { PUBLIC_NETWORKS } from "../../deploy/networks.js";
import { readParameters } from "../../deploy/readParameters.js";
import { FiscInputError } from "../../sdk/errors.js";

const FOLDER = "deploy/parameters";
const someone = (n: number): string => `0x${String(n).repeat(40)}`;

describe("parameters in a file", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "fisc-parameters-"));
  });

  after(() => rm(folder, { recursive: true }));

  /** A file with the text. */
  async function fileWith(text: string): Promise<string> {
    const file = path.join(folder, "parameters.json5");
    await writeFile(file, text);
    return file;
  }

  async function expectRefused(text: string, words: RegExp): Promise<void> {
    const error: unknown = await readParameters(await fileWith(text)).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(FiscInputError);
    expect((error as FiscInputError).message).to.match(words);
  }

  it("are those that a local chain is deployed with", async () => {
    const parameters = await readParameters(`${FOLDER}/local.json5`);
    const { founders: _, council, ...rest } = parameters;
    expect({ ...rest, identity: { ...rest.identity, name: DEFAULTS.identity.name } }).to.deep.equal(DEFAULTS);
    expect(council).to.have.length(1);
  });

  it("come back as the modules take them", async () => {
    const filled = (await readFile(`${FOLDER}/sepolia.json5`, "utf8"))
      .replace('registrar: ""', `registrar: "${someone(1)}"`)
      .replace('inspector: ""', `inspector: "${someone(2)}"`)
      .replace('administrator: ""', `administrator: "${someone(3)}"`)
      .replace('councillor1: ""', `councillor1: "${someone(4)}", councillor2: "${someone(5)}"`)
      .replace(`"0x${"0".repeat(40)}"`, `"${someone(6)}"`);
    const parameters = await readParameters(await fileWith(filled));
    expect(parameters.council).to.deep.equal([someone(4), someone(5)]);
    expect(parameters.predecessor).to.equal(someone(6));
    const modules = moduleParameters(parameters);
    expect(modules.OfficerRegistry?.registrar).to.equal(someone(1));
    expect(modules.Fisc?.councillor2).to.equal(someone(5));
    expect(modules.Payers?.predecessor).to.equal(someone(6));
  });

  it("are there for every network, with persons to fill in and nothing else", async () => {
    const files = (await readdir(FOLDER)).sort();
    expect(files).to.deep.equal(["local", ...Object.keys(PUBLIC_NETWORKS)].map((it) => `${it}.json5`).sort());
    for (const [name, { title }] of Object.entries(PUBLIC_NETWORKS)) {
      const text = await readFile(`${FOLDER}/${name}.json5`, "utf8");
      await expectRefused(text, /OfficerRegistry\.registrar: it is not filled in; give an address/);
      expect(text.match(/: "",$/gm)).to.have.length(4);
      let person = 1;
      const parameters = await readParameters(
        await fileWith(text.replace(/: "",$/gm, () => `: "${someone(person++)}",`)),
      );
      expect(parameters.identity.name).to.equal(`Fisc on ${title}, a test`);
      // A key that a registrar slips in can be revoked by the top before it works.
      expect(parameters.keyDelay).to.be.greaterThan(parameters.minimumDelay);
      expect(text).to.include(`--network ${name} --parameters deploy/parameters/${name}.json5`);
    }
  });

  for (const [what, from, to, words] of [
    ["no JSON5", "{", "{{", /it can't be read/],
    ["a module that there is not", "PayeeRegistry:", "Payees:", /, Payees: there is no such parameter/],
    [
      "a name that there is not",
      "changeDelay:",
      "delay:",
      /, PayeeRegistry\.delay: there is no such parameter/,
    ],
    [
      "a seat with no number",
      "councillor1:",
      "councillor0:",
      /, Fisc\.councillor0: there is no such parameter/,
    ],
    ["a gap between seats", "councillor1:", "councillor2:", /, Fisc\.councillor1: it is not filled in/],
    [
      "a delay in words",
      "keyDelay: 259200",
      'keyDelay: "3 days"',
      /keyDelay: "3 days" can't be used; give whole seconds/,
    ],
    ["a delay below zero", "keyDelay: 259200", "keyDelay: -1", /keyDelay: -1 can't be used/],
    [
      "a person who is none",
      /registrar: "0x\w+"/,
      'registrar: "me"',
      /registrar: "me" can't be used; give an address/,
    ],
    ["a name that is none", /name: "[^"]+"/, "name: 3", /BudgetLedger\.name: 3 can't be used; give a text/],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const text = await readFile(`${FOLDER}/local.json5`, "utf8");
      await expectRefused(text.replace(from, to), words);
    });
  }

  it("are refused without a file", async () => {
    const error: unknown = await readParameters(path.join(folder, "none.json5")).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(FiscInputError);
  });
});
