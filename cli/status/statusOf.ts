import { Contract } from "ethers";

import type { Books, OfficerBook } from "../../sdk/books/model.js";
import { civilDate } from "../../sdk/calendar.js";
import { officesIn } from "../../sdk/offices.js";
import { statement, type Statement } from "../../sdk/statements/statement.js";
import type { Open } from "../support/open.js";
import type { Ledger } from "../support/readLedger.js";

/** A halt that stands. */
export interface StandingHalt {
  /** "all", or the organisation's code. */
  readonly scope: string;
  readonly until: string;
  readonly reason: string;
}

/** Money of one token in the treasury's vault. */
export interface Vault {
  readonly token: string;
  /** Cents, by the token's own account. */
  readonly holds: bigint;
  /** Cents, by the books. */
  readonly booked: bigint;
}

/** One appointment of one officer. */
export interface Post {
  readonly officer: number;
  readonly kind: "person" | "contract";
  readonly keys: readonly string[];
  readonly organisation: string;
  readonly offices: readonly string[];
  readonly until: string;
}

export interface Status {
  readonly statement: Statement;
  readonly halts: readonly StandingHalt[];
  readonly vaults: readonly Vault[];
  readonly posts: readonly Post[];
}

export async function statusOf(open: Open, { books, calendar, time }: Ledger): Promise<Status> {
  const halts = [...books.halts].flatMap(([organisation, { until, reason }]): StandingHalt[] =>
    until > time ? [{ scope: codeOf(books, organisation), until: civilDate(until, calendar), reason }] : [],
  );
  const posts = [...books.officers.values()].flatMap((officer) =>
    postsOf(officer, { books, calendar, time }),
  );
  return { statement: statement(books, time), halts, posts, vaults: await vaultsOf(open, books) };
}

const codeOf = (books: Books, organisation: number): string =>
  organisation === 0 ? "all" : (books.organisations.get(organisation)?.code ?? String(organisation));

function postsOf(
  officer: OfficerBook,
  { books, calendar, time }: Pick<Ledger, "books" | "calendar" | "time">,
): Post[] {
  return [...officer.appointments].flatMap(([organisation, { offices, term, from, until }]): Post[] => {
    const stands = term === officer.term && offices !== 0 && from <= time && until > time;
    if (!stands) return [];
    return [
      {
        officer: officer.id,
        kind: officer.isContract ? "contract" : "person",
        keys: officer.keys,
        organisation: codeOf(books, organisation),
        offices: officesIn(offices),
        until: civilDate(until, calendar),
      },
    ];
  });
}

const ERC20 = ["function balanceOf(address) view returns (uint256)"];

async function vaultsOf({ provider, addresses }: Open, books: Books): Promise<Vault[]> {
  return Promise.all(
    [...books.tokens.values()].map(async ({ token, unitsPerCent, funded, paid, withdrawn }) => {
      const units = (await new Contract(token, ERC20, provider).getFunction("balanceOf")(
        addresses.tokenRail,
      )) as bigint;
      return { token, holds: units / unitsPerCent, booked: funded - paid - withdrawn };
    }),
  );
}
