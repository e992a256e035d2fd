/**
 * What one custom error of the contracts means, in words.
 *
 * Texts name the error's arguments in braces, each with the format that it is read by: "{requested:cents}".
 */
export interface Sentence {
  /** What happened, with the figures. */
  readonly happened: string;
  /** Which rule refused it. */
  readonly rule: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** The sentences of a domain, by the names of the errors. */
export type Sentences = Readonly<Record<string, Sentence>>;
