import path from "node:path";

/** The project's folder: this file's, and that of the bundle, is two below it. */
export const ROOT = path.resolve(import.meta.dirname, "../..");
