import type { Books } from "./model.js";

/** Books before the first event. */
export function emptyBooks(): Books {
  return {
    position: undefined,
    events: 0,
    posted: 0n,
    settings: undefined,
    registryCreation: undefined,
    organisations: new Map(),
    organisationCodes: new Map(),
    officers: new Map(),
    keys: new Map(),
    halts: new Map(),
    replacementWindowOpened: 0,
    identity: undefined,
    status: { openingAuthority: 0n, openingObligated: 0n, isSealed: false, isFrozen: false },
    accounts: new Map(),
    accountCodes: new Map(),
    obligations: new Map(),
    payeeRegistry: undefined,
    payees: new Map(),
    entityKeys: new Map(),
    identities: new Map(),
    ceilings: new Map(),
    rates: [],
    offsets: [],
    tokens: new Map(),
    banks: new Map(),
    vouchers: new Map(),
    announced: new Map(),
    schedules: new Map(),
    payments: [],
    otherReturns: new Map(),
    lastPosting: undefined,
    lastReturns: undefined,
  };
}
