import { id } from "ethers";

import { encodeCode } from "../../../sdk/buildings/codes.js";
import { encodeDescription } from "../../../sdk/buildings/description.js";
import { encodeFacts, NOT_SURVEYED } from "../../../sdk/buildings/facts.js";
import { FiscInputError } from "../../../sdk/errors.js";
import type { BuildingRegistry } from "../../../types/ethers-contracts/index.js";
import type { CodeLists } from "../../buildings/codeLists.js";
import { addCodes, allocateCodes } from "../../buildings/loadCodes.js";
import type { Cast, CastOfficer } from "../cast.js";
import { need } from "../need.js";
import { codeValue } from "./codeValue.js";
import type { SampleBuilding, SampleLease, SampleProperty } from "./sample.js";

/** The schemas of the sample's descriptions. */
const SCHEMAS = { building: "SAMPLE-BUILDING", lease: "SAMPLE-LEASE" } as const;

/** Loads the sample's codes, and has each custodian's property officer enter its buildings, leases and occupants. */
export async function openProperty(cast: Cast, sample: SampleProperty): Promise<void> {
  const { codes } = sample;
  await addCodes(cast.fisc.buildings, cast.founders.administrator, allocateCodes(new Map(), codes).missing);
  for (const custodian of new Set(sample.buildings.map((building) => building.custodian))) {
    const own = sample.buildings.filter((building) => building.custodian === custodian);
    const officer = propertyOfficer(cast, custodian);
    const register = cast.fisc.buildings.connect(officer.key);
    const entries = own.map((building) => registrationOf(building, codes));
    await (await register.register(officer.organisationId, entries)).wait();
    const leases = sample.leases.filter(({ building }) => own.some(({ code }) => code === building));
    if (leases.length > 0) {
      const leaseEntries = leases.map((lease) => leaseEntryOf(lease, codes));
      await (await register.registerLeases(officer.organisationId, leaseEntries)).wait();
    }
    for (const building of own) await settleIn(cast, register, building);
  }
}

async function settleIn(
  { organisations }: Cast,
  register: BuildingRegistry,
  { code, occupants, place }: SampleBuilding,
): Promise<void> {
  for (const { organisation, area } of occupants) {
    const occupant = need(organisations, organisation, place);
    await (await register.setOccupancy(encodeCode(code), occupant, area, id(place))).wait();
  }
}

function registrationOf(building: SampleBuilding, codes: CodeLists) {
  const { code, title, status, acquisition, kind, use, area, place } = building;
  const { name, street, city, state } = building;
  const facts = encodeFacts({
    ...{ title, status, acquisition, area },
    kind: codeValue(codes, "kind", kind, place),
    use: codeValue(codes, "use", use, place),
    standing: 0,
    condition: NOT_SURVEYED,
    utilisation: NOT_SURVEYED,
  });
  const line = { Name: name, Street: street, City: city, State: state };
  return {
    id: encodeCode(code, place),
    facts,
    record: id(place),
    description: encodeDescription(codes.schema(SCHEMAS.building), [line]),
  };
}

function leaseEntryOf(lease: SampleLease, codes: CodeLists) {
  const { building, number, from, until, area, rent, landlord, place } = lease;
  return {
    building: encodeCode(building, place),
    id: encodeCode(number, place),
    ...{ from, until, area, rent },
    parts: 1,
    description: encodeDescription(codes.schema(SCHEMAS.lease), [{ Landlord: landlord }]),
  };
}

function propertyOfficer({ officers }: Cast, organisation: string): CastOfficer {
  const found = [...officers.values()].find(
    (officer) => officer.organisation === organisation && officer.offices.includes("property"),
  );
  if (found !== undefined) return found;
  throw new FiscInputError(
    `organisation ${organisation}`,
    "no property officer enters its buildings",
    "name one in officers.csv",
  );
}
