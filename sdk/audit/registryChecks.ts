import type { Check, CheckContext, Field } from "./compare.js";

/** Settings, and how many organisations, officers and accounts there are: nothing more is stored than is known. */
export function countChecks({ books, registry, ledger, overrides }: CheckContext): Check[] {
  return [
    async () => {
      const [organisations, officers] = await registry.counts(overrides);
      return [
        ["organisations.count", books.organisations.size, organisations],
        ["officers.count", books.officers.size, officers],
        ["accounts.count", books.accounts.size, await ledger.accountCount(overrides)],
      ];
    },
    async () => {
      const stored = await registry.settings(overrides);
      const { settings } = books;
      return [
        ["settings.top", settings?.top, stored.top],
        ["settings.keyDelay", settings?.keyDelay, stored.keyDelay],
        ["settings.appointmentDelay", settings?.appointmentDelay, stored.appointmentDelay],
        ["settings.haltMaximum", settings?.haltMaximum, stored.haltMaximum],
        ["settings.haltCooldown", settings?.haltCooldown, stored.haltCooldown],
      ];
    },
  ];
}

export function organisationChecks({ books, registry, overrides }: CheckContext): Check[] {
  return [...books.organisations.values()].map(({ id, parent, depth, code }) => async () => {
    const path = `organisations[${id}]`;
    const stored = await registry.organisation(id, overrides);
    return [
      [`${path}.parent`, parent, stored.parent],
      [`${path}.depth`, depth, stored.depth],
      [`${path}.code`, id, await registry.organisationByCode(code, overrides)],
    ];
  });
}

/** Officers with their keys, and appointments, those that should not be there included. */
export function officerChecks(context: CheckContext): Check[] {
  const { books, registry, overrides, allPairsUpTo } = context;
  const organisations = [...books.organisations.keys()];
  const asksForAll = books.officers.size * organisations.length <= allPairsUpTo;
  return [...books.officers.values()].flatMap((officer) => {
    const path = `officers[${officer.id}]`;
    const own: Check = async () => {
      const stored = await registry.officer(officer.id, overrides);
      const keys = await registry.keysOf(officer.id, overrides);
      return [
        [`${path}.isContract`, officer.isContract, stored.isContract],
        [`${path}.independent`, officer.independent, stored.independent],
        [`${path}.keyCount`, officer.keys.length, stored.keyCount],
        [`${path}.proposedKey`, officer.proposedKey, await registry.proposedKey(officer.id, overrides)],
        [`${path}.term`, officer.term, stored.term],
        [`${path}.held`, officer.held, stored.held],
        [`${path}.appointments`, officer.appointmentCount, stored.appointments],
        [`${path}.keysOf`, officer.keys.join().toLowerCase(), keys.join().toLowerCase()],
      ];
    };
    const asked = asksForAll ? organisations : [...officer.appointments.keys()];
    const appointments = asked.map((organisation): Check => async () => {
      const stored = await registry.appointment(officer.id, organisation, overrides);
      const held = officer.appointments.get(organisation);
      const at = `${path}.appointments[${organisation}]`;
      return [
        [`${at}.offices`, held?.offices ?? 0, stored.offices],
        [`${at}.term`, held?.term ?? 0, stored.term],
        [`${at}.from`, held?.from ?? 0, stored.from],
        [`${at}.until`, held?.until ?? 0, stored.until],
        [`${at}.limit`, held?.limit ?? 0, stored.limit],
      ];
    });
    return [own, ...appointments];
  });
}

/** Every key there ever was. */
export function keyChecks({ books, registry, overrides }: CheckContext): Check[] {
  return [...books.keys.values()].map(({ key, officer, term, live, from }) => async () => {
    const stored = await registry.key(key, overrides);
    return [
      [`keys[${key}].officer`, officer, stored.officer],
      [`keys[${key}].term`, term, stored.term],
      [`keys[${key}].live`, live, stored.live],
      [`keys[${key}].from`, from, stored.from],
    ];
  });
}

/** The halt of all, and that of every organisation. */
export function haltChecks({ books, registry, overrides }: CheckContext): Check[] {
  return [0, ...books.organisations.keys()].map((organisation) => async (): Promise<Field[]> => {
    const stored = await registry.haltOf(organisation, overrides);
    const halt = books.halts.get(organisation);
    return [
      [`halts[${organisation}].until`, halt?.until ?? 0, stored.until],
      [`halts[${organisation}].again`, halt?.again ?? 0, stored.again],
    ];
  });
}
