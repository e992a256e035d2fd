/** A long session. */
export const isDeep = process.env.FISC_DEEP === "1";

/** How many random histories are played. */
export const HISTORIES = isDeep ? 500 : 12;
export const HISTORIES_OF_BUILDINGS = isDeep ? 1_000 : 16;
export const HISTORIES_OF_PAYMENTS = isDeep ? 1_000 : 16;
export const HISTORIES_OF_RECORDS = isDeep ? 500 : 8;

/** `FISC_SEED` repeats a run that failed. */
export const SEED = Number(process.env.FISC_SEED ?? Math.floor(Math.random() * 2 ** 31));
