/** Seconds in a day. */
export const DAY = 86_400;

/** The rails' numbers. */
export const TOKEN = 0;
export const ATTESTED = 1;

/** What a schedule pays, by the contracts' numbers: one line each, or vouchers. */
export const BENEFIT = 0;
export const VENDOR = 1;

/** The due day of interest: interest on interest is none of the vendor's. */
export const NEVER_DUE = 65_535;

/** No hash, and no evidence. */
export const NO_HASH = `0x${"0".repeat(64)}`;
