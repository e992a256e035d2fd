import type { AccountBook, Books, OrganisationBook } from "../../sdk/books/model.js";
import { FiscInputError } from "../../sdk/errors.js";

/** An organisation by its code. */
export function organisationBy(books: Books, code: string, place: string): OrganisationBook {
  const id = books.organisationCodes.get(code);
  const organisation = id === undefined ? undefined : books.organisations.get(id);
  if (organisation !== undefined) return organisation;
  throw new FiscInputError(
    place,
    `there is no organisation "${code}"`,
    'see "fisc status" for those that there are',
  );
}

/** An account by its codes from the appropriation down, as in "020-X-4502-000 Q1 PRINTING"; or by its number, as in "#12". */
export function accountBy(books: Books, path: string, place: string): AccountBook {
  const numbered = /^#(\d+)$/.exec(path)?.[1];
  let account = numbered === undefined ? undefined : books.accounts.get(Number(numbered));
  if (numbered === undefined) {
    let parent = 0;
    for (const code of path.split(" ")) {
      const id = books.accountCodes.get(`${String(parent)}/${code}`);
      account = id === undefined ? undefined : books.accounts.get(id);
      if (account === undefined) break;
      parent = account.id;
    }
  }
  if (account !== undefined) return account;
  throw new FiscInputError(
    place,
    `there is no account "${path}"`,
    'write the codes from the appropriation down, with a space between, or "#" and a number',
  );
}

/** An account's codes from its root down. */
export function pathOf(books: Books, account: AccountBook): string {
  const above = account.parent === 0 ? undefined : books.accounts.get(account.parent);
  return above === undefined ? account.code : `${pathOf(books, above)} ${account.code}`;
}
