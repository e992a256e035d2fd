/**
 * Builds the SDK as it is published, into `dist/`: ready for `npm pack dist` or `npm publish dist`.
 *
 *     npm run build:sdk
 */
import { buildSdk } from "./sdk/build.js";

await buildSdk("dist");
console.log("the SDK is in dist/");
