import { rm, writeFile } from "node:fs/promises";

import { expect } from "chai";

import { DEFAULTS } from "../../../deploy/deployFisc.js";
import { checkBegun, keepParameters } from "../../../deploy/journal/begun.js";
import { journalIn } from "../../../deploy/journal/readJournal.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { temporaryFolder } from "./helpers.js";

const ME = `0x${"1".repeat(40)}`;
const OTHER = `0x${"2".repeat(40)}`;
const PARAMETERS = {
  ...DEFAULTS,
  founders: { registrar: ME, inspector: ME, administrator: ME },
  council: [ME],
};

describe("a deployment that was begun", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });

  afterEach(() => rm(folder, { recursive: true }));

  const begin = async (): Promise<void> => {
    await keepParameters(folder, PARAMETERS);
    const lines = [
      { type: "DEPLOYMENT_INITIALIZE" },
      { type: "DEPLOYMENT_EXECUTION_STATE_INITIALIZE", from: ME },
    ];
    await writeFile(journalIn(folder), lines.map((line) => `\n${JSON.stringify(line)}`).join(""));
  };

  const refusal = async (...args: Parameters<typeof checkBegun>): Promise<string> => {
    const error: unknown = await checkBegun(...args).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(FiscInputError);
    return String(error);
  };

  it("goes on with the same parameters and the same key", async () => {
    await begin();
    await checkBegun(folder, PARAMETERS, ME);
  });

  it("does not go on with others", async () => {
    await begin();
    const others = { ...PARAMETERS, keyDelay: 1 };
    expect(await refusal(folder, others, ME)).to.include("was begun with other parameters");
    expect(await refusal(folder, PARAMETERS, OTHER)).to.include(`was begun by ${ME}, not by ${OTHER}`);
    expect(await refusal(folder, PARAMETERS, undefined)).to.include("not by nobody");
    await rm(`${folder}/parameters.json`);
    expect(await refusal(folder, PARAMETERS, ME)).to.include("was begun with other parameters");
  });

  it("may be begun with any, also where an earlier run sent nothing", async () => {
    await checkBegun(folder, PARAMETERS, ME);
    await keepParameters(folder, { ...PARAMETERS, keyDelay: 1 });
    await checkBegun(folder, PARAMETERS, OTHER);
  });
});
