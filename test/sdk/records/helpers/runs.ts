/** Runs of a property: as many as the deep test session asks for, or as take a second or two. */
export const RUNS = process.env.FISC_DEEP === "1" ? 5_000 : 300;
