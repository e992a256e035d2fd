/** What the tests use of a package without types of its own. */
declare module "@20minutes/s3rver" {
  interface Options {
    readonly address: string;
    /** 0 for one that is free. */
    readonly port: number;
    readonly silent: boolean;
    readonly directory: string;
    readonly configureBuckets: readonly { readonly name: string }[];
  }

  export default class S3rver {
    constructor(options: Options);
    run(): Promise<{ readonly address: string; readonly port: number }>;
    close(): Promise<void>;
  }
}
