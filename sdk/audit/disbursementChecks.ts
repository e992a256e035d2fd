import type { Check, DisbursementContext, Field } from "./compare.js";

const RAIL_FIELDS = [
  ["tokenVersion", "tokenFrom"],
  ["bankVersion", "bankFrom"],
] as const;
const NO_ACCOUNT = `0x${"0".repeat(40)}`;

/** Payees, every version of their details, and the first one that there should not be. */
export function payeeChecks({ books, payees, overrides }: DisbursementContext): Check[] {
  const counts: Check = async () => [
    ["payees.count", books.payees.size, await payees.payeeCount(overrides)],
    ["payees.changeDelay", books.payeeRegistry?.changeDelay, await payees.changeDelay(overrides)],
  ];
  const each = [...books.payees.values()].map((payee): Check => {
    return async () => {
      const { id, isPerson, key, identity } = payee;
      const path = `payees[${id}]`;
      const stored = await payees.payee(id, overrides);
      const named = isPerson
        ? await payees.personByIdentity(identity, overrides)
        : await payees.entityByKey(key, overrides);
      const fields: Field[] = [
        [`${path}.kind`, isPerson ? 2 : 1, stored.kind],
        [`${path}.status`, payee.status, stored.status],
        [`${path}.inspectorStatus`, payee.inspectorStatus, stored.inspectorStatus],
        [`${path}.eligibleUntil`, payee.eligibleUntil, stored.eligibleUntil],
        [`${path}.controller`, payee.controller, await payees.controllerOf(id, overrides)],
        [`${path}.${isPerson ? "identity" : "key"}`, id, named],
      ];
      for (const [rail, [version, from]] of RAIL_FIELDS.entries()) {
        const on = payee.rails[rail === 0 ? 0 : 1];
        fields.push(
          [`${path}.${version}`, on.details.length, stored[version]],
          [`${path}.${from}`, on.from, stored[from]],
        );
        for (let number = 1; number <= on.details.length + 1; number++) {
          const account = on.details[number - 1]?.account ?? NO_ACCOUNT;
          const at = `${path}.details[${rail}][${number}]`;
          fields.push([at, account, await payees.details(id, rail, number, overrides)]);
        }
      }
      return fields;
    };
  });
  return [counts, ...each];
}

/** The ceiling of every organisation, or that it has none. */
export function cashChecks({ books, cash, overrides }: DisbursementContext): Check[] {
  return [...books.organisations.keys()].map((organisation) => async () => {
    const path = `ceilings[${organisation}]`;
    const stored = await cash.ceiling(organisation, overrides);
    const ceiling = books.ceilings.get(organisation);
    return [
      [`${path}.ceiling`, ceiling?.ceiling ?? 0, stored.ceiling],
      [`${path}.spent`, ceiling?.spent ?? 0, stored.spent],
      [`${path}.from`, ceiling?.from ?? 0, stored.from],
      [`${path}.until`, ceiling?.until ?? 0, stored.until],
    ];
  });
}

export function rateChecks({ books, rates, overrides }: DisbursementContext): Check[] {
  return [
    async () => {
      const stored = await rates.rates(overrides);
      return [
        ["rates", rowsOf(books.rates, "fromDay", "rate"), rowsOf(stored, "fromDay", "rate")],
        [
          "offsets",
          rowsOf(books.offsets, "from", "offset"),
          rowsOf(await rates.offsets(overrides), "from", "offset"),
        ],
      ];
    },
  ];
}

/** Tokens that were ever allowed, and banks that ever paid. */
export function railChecks({ books, tokenRail, attestedRail, overrides }: DisbursementContext): Check[] {
  const tokens = [...books.tokens.values()].map(({ token, codeHash, scale }): Check => async () => {
    const stored = await tokenRail.token(token, overrides);
    return [
      [`tokens[${token}].codeHash`, codeHash, stored.codeHash],
      [`tokens[${token}].scale`, scale, stored.scale],
    ];
  });
  const banks = [...books.banks.values()].map(({ bank, next }): Check => async () => [
    [`banks[${bank}].next`, next, await attestedRail.nextTrace(bank, overrides)],
  ]);
  return [...tokens, ...banks];
}

function rowsOf<K extends string>(
  rows: readonly Readonly<Record<K, bigint | number>>[],
  first: K,
  second: K,
): string {
  return rows.map((row) => `${row[first]}: ${row[second]}`).join();
}
