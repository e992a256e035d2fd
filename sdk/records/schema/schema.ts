/**
 * What a field may be.
 *
 * - `text`: any text but an empty one.
 * - `amount`: money, as a decimal text with two decimals, `"1234.50"`: cents are never left to a reader's rounding.
 * - `date`: a day of the calendar, `"2016-03-01"`.
 * - `number`: a JSON number that no reader rounds.
 * - `flag`: true or false.
 * - `list`: any number of items that are all alike.
 * - `object`: fields of its own.
 */
export type Kind =
  | { readonly kind: "text" | "amount" | "date" | "number" | "flag" }
  | { readonly kind: "list"; readonly of: Kind }
  | { readonly kind: "object"; readonly fields: Fields };

export type Fields = Readonly<Record<string, FieldRule>>;

/** A field's kind, and whether a document may lack it. A field that has no value is left out, never null. */
export interface FieldRule {
  readonly is: Kind;
  readonly optional?: true;
}

/** What a kind of document says. Its hash is what a record is anchored under, so a change takes the next version. */
export interface Schema {
  readonly name: string;
  readonly version: number;
  readonly fields: Fields;
}
