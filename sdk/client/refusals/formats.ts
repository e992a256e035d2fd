import { DateTime } from "luxon";

import { decodeCode } from "../../buildings/codes.js";
import { BUILDING_STATUS, decodeFacts } from "../../buildings/facts.js";
import { CODE_LIST, COST_KINDS } from "../../buildings/kinds.js";
import { type Calendar, dateOf, NO_END } from "../../calendar.js";
import { decodeClassification } from "../../classification.js";
import { METHODS } from "../../disbursement/settlement.js";
import { FiscInputError } from "../../errors.js";
import { formatCents } from "../../money.js";
import { officesIn } from "../../offices.js";
import { printObligation } from "../refs.js";

/** In the order of `Phase` in `contracts/types/Phase.sol`. */
export const PHASES = ["planned", "open", "expired", "cancelled"] as const;
/** In the order of `VoucherState` in `contracts/disbursement/Voucher.sol`. */
export const VOUCHER_STATES = [
  "unknown",
  "submitted",
  "certified",
  "paid",
  "returned",
  "cancelled",
  "an invoice in parts",
] as const;
/** In the order of `ScheduleState` in `contracts/disbursement/Schedule.sol`. */
export const SCHEDULE_STATES = ["unknown", "submitted", "certified", "closed"] as const;
/** In the order of `Refusal` in `contracts/disbursement/IVouchers.sol`. */
export const VOUCHER_REFUSALS = [
  "for no reason",
  "it is not certified for this rail",
  "it is held",
  "its payee is not eligible",
  "the disburser submitted or certified it",
  "its account is cancelled or another organisation's",
] as const;

type Format = (value: bigint, calendar: Calendar) => string;

const named =
  (names: readonly string[]): Format =>
  (value) =>
    names[Number(value)] ?? String(value);

const namesOf = (numbers: Readonly<Record<string, number>>): Format => {
  const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
  return (value) => names.get(Number(value)) ?? String(value);
};

/** Numbers, by the name of what they count. */
const NUMBERS: Readonly<Record<string, Format>> = {
  cents: formatCents,
  /** Half-open: the first second at which it is so. */
  time: (value, calendar) => printTime(Number(value), calendar),
  duration: (value) => printDuration(Number(value)),
  day: (value) => dateOf(Number(value)),
  obligation: printObligation,
  subject: (value) =>
    value < 2n ** 32n ? `account ${String(value)}` : `obligation ${printObligation(value)}`,
  offices: (value) => officesIn(Number(value)).join(", ") || `mask ${String(value)}`,
  area: formatCents,
  percent: (value) => (value === 255n ? "none" : String(value)),
  rate: (value) => `${(Number(value) / 1_000).toFixed(3)}%`,
  facts: (value) => printFacts(value),
  phase: named(PHASES),
  voucherState: named(VOUCHER_STATES),
  scheduleState: named(SCHEDULE_STATES),
  refusal: named(VOUCHER_REFUSALS),
  method: namesOf({ none: 0, ...METHODS }),
  status: namesOf(BUILDING_STATUS),
  codeList: namesOf(CODE_LIST),
  costKind: named(COST_KINDS),
  /** A token's id is its building's code. */
  token: (value) => decodeCode(`0x${value.toString(16).padStart(64, "0")}`),
};

/** Texts and bytes, likewise. */
const TEXTS: Readonly<Record<string, (value: string) => string>> = {
  code: (value) => decodeCode(value) || "none",
  classification: (value) => printClassification(value),
  role: (value) => ROLES[value] ?? value,
  states: (value) => printOperationStates(BigInt(value)),
};

/** The names of all formats. */
export const FORMATS = [...Object.keys(NUMBERS), ...Object.keys(TEXTS)];

/** A value of an error in words. Values that no format fits stand as they are. */
export function printValue(value: unknown, format: string | undefined, calendar: Calendar): string {
  if (format !== undefined) {
    if (typeof value === "bigint" && Object.hasOwn(NUMBERS, format)) {
      return NUMBERS[format]?.(value, calendar) ?? "";
    }
    if (typeof value === "string" && Object.hasOwn(TEXTS, format)) return TEXTS[format]?.(value) ?? "";
  }
  return String(value);
}

function printTime(seconds: number, calendar: Calendar): string {
  if (seconds >= NO_END) return "never";
  const time = DateTime.fromSeconds(seconds, { zone: calendar.timeZone });
  const isMidnight = time.toMillis() === time.startOf("day").toMillis();
  return isMidnight ? time.toFormat("yyyy-MM-dd") : time.toFormat("yyyy-MM-dd HH:mm:ss ZZ");
}

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

function printDuration(seconds: number): string {
  const [size, unit] = UNITS.find(([one]) => seconds % one === 0 && seconds >= one) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function printClassification(packed: string): string {
  try {
    const { version: _, ...fields } = decodeClassification(packed);
    return (
      Object.values(fields)
        .filter((it) => it !== "")
        .join(" ") || "empty"
    );
  } catch (error) {
    if (error instanceof FiscInputError) return packed;
    throw error;
  }
}

function printFacts(word: bigint): string {
  const { area, condition, utilisation, ...codes } = decodeFacts(word);
  const surveyed = { condition, utilisation };
  const all = { area: formatCents(BigInt(area)), ...codes, ...surveyed };
  return Object.entries(all)
    .map(([field, value]) => `${field} ${value === 255 ? "none" : value}`)
    .join(", ");
}

/** Hashes of the names of the timelock's roles. */
const ROLES: Readonly<Record<string, string>> = {
  "0xb09aa5aeb3702cfd50b6b62bc4532604938f21248a27a1d5ca736082b6819cc1": "proposer",
  "0xd8aa0f3194971a2a116679f7c2090f6939c8d4e01a2a8d7e41d55e5351469e63": "executor",
  "0xfd643c72710c63c0180259aba6b2d05451e3591a24e58b62239378085726f783": "canceller",
  "0x0000000000000000000000000000000000000000000000000000000000000000": "administrator",
};

/** In the order of `TimelockController.OperationState`, a bit each. */
export const OPERATION_STATES = ["not proposed", "waiting", "ready", "done"] as const;

const printOperationStates = (bits: bigint): string =>
  OPERATION_STATES.filter((_, i) => ((bits >> BigInt(i)) & 1n) === 1n).join(" or ") || "none";
