import type { Signer } from "ethers";

import { NO_END } from "../sdk/calendar.js";
import { MAX_CENTS } from "../sdk/money.js";
import { officesMask, type Office } from "../sdk/offices.js";
import type { OfficerRegistry } from "../types/ethers-contracts/index.js";

/** The founders' keys, which staff a ledger. */
export interface Founders {
  readonly registrar: Signer;
  readonly administrator: Signer;
}

/** From when, until when and up to how much an appointment holds; by default now, without end or limit. */
export interface AppointmentTerms {
  readonly from?: number;
  readonly until?: number;
  readonly limit?: bigint;
}

/** Staffs a registry as its founders would: organisations, persons enrolled by one, appointed by the other. */
export class Staff {
  constructor(
    private readonly registry: OfficerRegistry,
    private readonly founders: Founders,
  ) {}

  /** Creates an organisation below `parent`; returns its id. */
  async organisation(parent: number, code: string): Promise<number> {
    await this.registry
      .connect(this.founders.administrator)
      .createOrganisation(parent, code)
      .then((sent) => sent.wait());
    return Number(await this.registry.organisationByCode(code));
  }

  /** Enrols a person with `key`; returns the officer's id. */
  async person(key: Signer): Promise<number> {
    const address = await key.getAddress();
    await this.registry
      .connect(this.founders.registrar)
      .enrolPerson(address, `0x${"0".repeat(64)}`)
      .then((sent) => sent.wait());
    return Number(await this.registry.officerOf(address));
  }

  /** Enrols the contract at `address`; returns the officer's id. */
  async contract(address: string): Promise<number> {
    await this.registry
      .connect(this.founders.registrar)
      .enrolContract(address)
      .then((sent) => sent.wait());
    return Number(await this.registry.officerOf(address));
  }

  /**
   * Appoints an officer, in the place of any appointment in the organisation.
   *
   * @param by Who appoints, if not the administrator: contracts that pay are the top administrator's to appoint.
   */
  async appoint(
    officer: number,
    organisation: number,
    offices: readonly Office[],
    { from = 0, until = NO_END, limit = MAX_CENTS }: AppointmentTerms = {},
    by: Signer = this.founders.administrator,
  ): Promise<void> {
    await this.registry
      .connect(by)
      .appoint(officer, organisation, officesMask(...offices), from, until, limit)
      .then((sent) => sent.wait());
  }
}
