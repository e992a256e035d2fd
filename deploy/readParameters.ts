import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";
import { ZeroAddress } from "ethers";

import type { FiscParameters } from "../sdk/deployment/parameters.js";
import { FiscInputError } from "../sdk/errors.js";
import { councillor } from "./modules/Fisc.js";

type Kind = "seconds" | "text" | "account";

/** What a file of parameters holds, by module. */
const KINDS = {
  OfficerRegistry: {
    treasuryCode: "text",
    keyDelay: "seconds",
    appointmentDelay: "seconds",
    haltMaximum: "seconds",
    haltCooldown: "seconds",
    registrar: "account",
    inspector: "account",
    administrator: "account",
  },
  BudgetLedger: { name: "text", currency: "text", timeZone: "text", fiscalYearStart: "text" },
  PayeeRegistry: { changeDelay: "seconds" },
  Payers: { predecessor: "account" },
  BuildingRegistry: { excessWait: "seconds", surplusWait: "seconds" },
  Fisc: { minimumDelay: "seconds" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Kind>>>>;

const OPTIONAL = new Set(["Payers.predecessor"]);
const COUNCILLOR = /^councillor[1-9]\d*$/;

/**
 * Reads a file of parameters, as in `deploy/parameters/`.
 *
 * @throws FiscInputError that names the parameter that is missing, unknown or of another kind.
 */
export async function readParameters(file: string): Promise<FiscParameters> {
  let modules: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  try {
    modules = await readDeploymentParameters(file);
  } catch (error) {
    throw new FiscInputError(
      file,
      `it can't be read (${error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error)})`,
      "give a file like those in deploy/parameters",
    );
  }
  refuseUnknown(file, modules);
  const get = (module: keyof typeof KINDS, name: string): unknown => {
    const value = modules[module]?.[name];
    const kind: Kind = (KINDS[module] as Readonly<Record<string, Kind>>)[name] ?? "account";
    if (isSound(kind, value) || (value === undefined && OPTIONAL.has(`${module}.${name}`))) return value;
    throw new FiscInputError(
      `${file}, ${module}.${name}`,
      value === undefined || value === "" ? "it is not filled in" : `${JSON.stringify(value)} can't be used`,
      REMEDIES[kind],
    );
  };
  const seconds = (module: keyof typeof KINDS, name: string): number => get(module, name) as number;
  const text = (module: keyof typeof KINDS, name: string): string => get(module, name) as string;
  const predecessor = get("Payers", "predecessor") as string | undefined;
  const seats = Object.keys(modules.Fisc ?? {}).filter((name) => COUNCILLOR.test(name)).length;
  return {
    minimumDelay: seconds("Fisc", "minimumDelay"),
    keyDelay: seconds("OfficerRegistry", "keyDelay"),
    appointmentDelay: seconds("OfficerRegistry", "appointmentDelay"),
    haltMaximum: seconds("OfficerRegistry", "haltMaximum"),
    haltCooldown: seconds("OfficerRegistry", "haltCooldown"),
    changeDelay: seconds("PayeeRegistry", "changeDelay"),
    excessWait: seconds("BuildingRegistry", "excessWait"),
    surplusWait: seconds("BuildingRegistry", "surplusWait"),
    treasuryCode: text("OfficerRegistry", "treasuryCode"),
    founders: {
      registrar: text("OfficerRegistry", "registrar"),
      inspector: text("OfficerRegistry", "inspector"),
      administrator: text("OfficerRegistry", "administrator"),
    },
    // Seats are numbered from 1 without a gap, so that none is left out.
    council: Array.from({ length: Math.max(seats, 1) }, (_, i) => text("Fisc", councillor(i + 1))),
    identity: {
      name: text("BudgetLedger", "name"),
      currency: text("BudgetLedger", "currency"),
      timeZone: text("BudgetLedger", "timeZone"),
      fiscalYearStart: text("BudgetLedger", "fiscalYearStart"),
    },
    ...(predecessor === undefined || predecessor === ZeroAddress ? {} : { predecessor }),
  };
}

const REMEDIES: Readonly<Record<Kind, string>> = {
  seconds: "give whole seconds",
  text: "give a text in quotes",
  account: "give an address: 0x and 40 hexadecimal digits, in quotes",
};

function isSound(kind: Kind, value: unknown): boolean {
  if (kind === "seconds") return Number.isSafeInteger(value) && Number(value) >= 0;
  if (kind === "text") return typeof value === "string" && value !== "";
  return typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value);
}

/** A name that nobody reads is a slip: what it was meant for would be deployed without it. */
function refuseUnknown(
  file: string,
  modules: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>,
): void {
  const kinds: Readonly<Record<string, Readonly<Record<string, Kind>> | undefined>> = KINDS;
  for (const [module, values] of Object.entries(modules)) {
    const known = kinds[module];
    const unknown = known === undefined ? [""] : Object.keys(values ?? {}).filter((name) => !(name in known));
    const [name] = unknown.filter((it) => module !== "Fisc" || !COUNCILLOR.test(it));
    if (name === undefined) continue;
    throw new FiscInputError(
      `${file}, ${name === "" ? module : `${module}.${name}`}`,
      "there is no such parameter",
      "correct the name; deploy/parameters/local.json5 holds them all",
    );
  }
}
