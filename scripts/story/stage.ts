import { hexlify, randomBytes, type Interface, type Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { startOfDay, type Calendar } from "../../sdk/calendar.js";
import type { ShownBinding } from "../../sdk/disbursement/checkBindings.js";
import type { Rail } from "../../sdk/disbursement/lines.js";
import type { BoundLine, Schedule } from "../../sdk/disbursement/schedule.js";
import type { StablecoinMock } from "../../types/ethers-contracts/index.js";
import type { CodeLists } from "../buildings/codeLists.js";
import type { BlobStore } from "../../sdk/records/store/blobStore.js";
import { chainTime } from "../support/network.js";
import { shiftDate } from "../support/shift.js";
import type { Cast } from "./cast.js";
import { enrolPayees, type StoryPayees } from "./payees.js";
import type { SampleBenefit, SampleYear } from "./sample.js";
import { Archive } from "./records/archive.js";
import type { Deed } from "./told.js";
import { zoneOffsets } from "./zone.js";

/** A voucher of the sample, with whoever submitted and certified it so far. */
export interface StoryVoucher {
  readonly id: string;
  /** By its name in the sample. */
  readonly obligation: string;
  readonly by: readonly Deed[];
}

/** A benefit schedule of the sample. */
export interface StorySchedule extends Schedule {
  readonly rail: Rail;
  /** All lines in their order, as the officers saw them. */
  readonly lines: readonly (BoundLine & { readonly person: string; readonly shown: ShownBinding })[];
  /** Lines in a chunk. */
  readonly perChunk: number;
  readonly by: readonly Deed[];
}

/** All that the year's payments work with. */
export interface Stage {
  readonly connection: NetworkConnection;
  readonly cast: Cast;
  readonly calendar: Calendar;
  readonly benefits: readonly SampleBenefit[];
  readonly codes: CodeLists;
  /** Entities by their ids, persons by their names. */
  readonly payees: StoryPayees;
  /** A dollar in tokens. */
  readonly token: StablecoinMock;
  /** Who brings tokens to the vault. */
  readonly treasurer: Signer;
  /** The registrar's, for the fingerprints of invoices. */
  readonly invoiceKey: string;
  readonly accounts: Map<string, number>;
  readonly obligations: Map<string, bigint>;
  readonly vouchers: Map<string, StoryVoucher>;
  readonly schedules: Map<string, StorySchedule>;
  /** Which building an obligation pays for, by their names. */
  readonly orders: Map<string, string>;
  readonly archive: Archive;
}

/** The last day for which the ledger's clock is set. */
const CLOCK_ENDS = "2017-09-30";

/** Enrols the payees, sets the ledger's clock to civil time and mints a token. */
export async function setStage(
  connection: NetworkConnection,
  cast: Cast,
  sample: SampleYear,
  calendar: Calendar,
  store: BlobStore,
): Promise<Stage> {
  const now = await chainTime(connection);
  const rates = cast.fisc.rates.connect(cast.officers.get("apportioner")?.key ?? null);
  const ends = startOfDay(shiftDate(CLOCK_ENDS, sample.shiftedBy), calendar);
  for (const { from, offset } of zoneOffsets(calendar, startOfHour(now), ends)) {
    await (await rates.setOffset(from, offset)).wait();
  }
  return {
    connection,
    cast,
    calendar,
    benefits: sample.benefits,
    codes: sample.codes,
    payees: await enrolPayees(cast, sample, now),
    token: await connection.ethers.deployContract("StablecoinMock", ["USD"]),
    treasurer: await cast.newKey(),
    invoiceKey: hexlify(randomBytes(32)),
    accounts: new Map(),
    obligations: new Map(),
    vouchers: new Map(),
    schedules: new Map(),
    orders: new Map(),
    archive: new Archive(store),
  };
}

/** The interfaces of all contracts, by which a refusal is read. */
export const interfacesOf = ({ fisc }: Cast): Interface[] =>
  Object.values(fisc).map((contract: Cast["fisc"][keyof Cast["fisc"]]) => contract.interface);

const startOfHour = (seconds: number): number => seconds - (seconds % 3_600);
