import { ZeroAddress, zeroPadValue, toBeHex } from "ethers";

import { addressesIn } from "../../client/addressBook.js";
import type { DeploymentBook } from "../book.js";
import { type ContractName, FACTORIES } from "../../contracts.js";

/** How a book's contract is created: what its constructor is given. */
export interface Creation {
  readonly args: readonly unknown[];
  /** The values among them that the code can hold, by what they are called; as 32-byte words. */
  readonly words: readonly { readonly label: string; readonly word: string }[];
}

/** What the constructor of a book's contract was given, if all is as it should be. */
export function creationOf(name: ContractName, book: DeploymentBook): Creation {
  const { parameters, deployer } = book;
  const contracts = addressesIn(book);
  const { registry, ledger, vouchers, timelock } = contracts;
  const parts = {
    registry,
    ledger,
    payees: contracts.payees,
    cash: contracts.cash,
    rates: contracts.rates,
    tokenRail: contracts.tokenRail,
    attestedRail: contracts.attestedRail,
    predecessor: parameters.predecessor ?? ZeroAddress,
  };
  const { keyDelay, appointmentDelay, haltMaximum, haltCooldown, changeDelay } = parameters;
  const { excessWait, surplusWait } = parameters;
  switch (name) {
    case "timelock":
      return { args: [0, [], [], deployer], words: [] };
    case "registry": {
      const settings = { top: timelock, keyDelay, appointmentDelay, haltMaximum, haltCooldown };
      const { founders, treasuryCode } = parameters;
      return creation([settings, founders, treasuryCode], settings);
    }
    case "veto":
      return creation([timelock, registry], { timelock, registry });
    case "ledger":
      return creation([registry, parameters.identity], { registry });
    case "payees":
      return creation([registry, changeDelay], { registry, changeDelay });
    case "tokenRail":
      return creation([registry, ledger], { registry, ledger });
    case "vouchers":
      return creation([parts], parts);
    case "schedules":
      return creation([parts, vouchers], { ...parts, vouchers });
    case "buildings":
      return creation([registry, ledger, excessWait, surplusWait], {
        registry,
        ledger,
        excessWait,
        surplusWait,
      });
    case "cash":
    case "rates":
    case "attestedRail":
    case "records":
      return creation([registry], { registry });
  }
}

/** The constructor's arguments, encoded. */
export function encodeArguments(name: ContractName, { args }: Creation): string {
  return FACTORIES[name].createInterface().encodeDeploy([...args]);
}

function creation(args: readonly unknown[], held: Readonly<Record<string, string | number>>): Creation {
  const words = Object.entries(held).map(([label, value]) => ({
    label,
    word: typeof value === "number" ? toBeHex(value, 32) : zeroPadValue(value, 32).toLowerCase(),
  }));
  return { args, words };
}
