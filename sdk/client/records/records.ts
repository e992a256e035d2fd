import { dateOf } from "../../calendar.js";
import { FiscInputError } from "../../errors.js";
import { requireRecordId } from "../../records/recordId.js";
import { Domain } from "../desk.js";
import { secondsOf } from "../inputs/dates.js";
import { hashOf, optionalHash } from "../inputs/hex.js";
import { MOST, wholeNumber } from "../inputs/numbers.js";

/** What is anchored, as `seal` and `sealBatch` make it. */
export interface CommitmentInput {
  /** From `newRecordId`. */
  readonly record: string;
  readonly schema: string;
  /** Root of the tree of salted fields. */
  readonly root: string;
  /** Retention class. */
  readonly class: number;
}

interface OfRecord {
  readonly record: string;
}

interface WithReason extends OfRecord {
  /** A commitment to the reason. */
  readonly reason?: string;
}

/** A version of a record, as somebody says it is. */
interface Claim extends OfRecord {
  readonly version: number;
  readonly schema: string;
  readonly root: string;
}

/** A field of a record, with its proof; see `Disclosure`. */
interface FieldClaim {
  readonly path: string;
  /** Canonical JSON. */
  readonly value: string;
  readonly salt: string;
  readonly proof: readonly string[];
}

/** What the register answers of a version. */
export interface VerdictView {
  /** Whether exactly this was anchored. */
  readonly anchored: boolean;
  /** Whether no later version was. */
  readonly current: boolean;
  readonly held: boolean;
  readonly erased: boolean;
  /** UTC date on which it was anchored; undefined where it was not. */
  readonly day: string | undefined;
}

/** What proves that a document is unaltered, complete and current, without showing it. */
export class Records extends Domain {
  /** Sets for how long a class of records is kept, for ever. By an administrator of the treasury. */
  readonly setRetention = this.write(
    "records",
    "setRetention",
  )({
    events: ["RetentionSet"],
    args: (input: {
      readonly class: number;
      /** Such as "10 years" of 365 days each, or "0 days". */
      readonly duration: string;
    }) => [wholeNumber(input.class, MOST[8], "class", 1), secondsOf(input.duration)],
  });

  /** Anchors the first version of a record. By any officer of its organisation. */
  readonly anchor = this.write(
    "records",
    "anchor",
  )({
    events: ["RecordAnchored"],
    args: (input: CommitmentInput) => [commitmentOf(input, "record")],
  });

  /** Anchors the first versions of several records. */
  readonly anchorAll = this.write(
    "records",
    "anchorAll",
  )({
    events: ["RecordAnchored"],
    args: (input: { readonly records: readonly CommitmentInput[] }) => {
      if (input.records.length === 0)
        throw new FiscInputError("records", "there is none", "give one at least");
      return [input.records.map((it, i) => commitmentOf(it, `record ${i + 1}`))];
    },
  });

  /** Anchors many records under one root. */
  readonly anchorBatch = this.write(
    "records",
    "anchorBatch",
  )({
    events: ["BatchAnchored"],
    args: (input: CommitmentInput & { readonly members: number }) => [
      commitmentOf(input, "batch"),
      wholeNumber(input.members, MOST[32], "members", 1),
    ],
  });

  /** Anchors the next version of a record. By any officer of its organisation. */
  readonly supersede = this.write(
    "records",
    "supersede",
  )({
    events: ["RecordSuperseded"],
    args: (
      input: CommitmentInput & {
        /** The one that it becomes: one more than its author saw. */
        readonly version: number;
      },
    ) => [commitmentOf(input, "record"), versionOf(input.version)],
  });

  /** Keeps a record from erasure. By its records officer, or an inspector. */
  readonly hold = this.write(
    "records",
    "hold",
  )({
    events: ["RecordHeld"],
    args: (input: WithReason) => [requireRecordId(input.record), optionalHash(input.reason, "reason")],
  });

  /** Releases the caller's kind of hold. */
  readonly release = this.write(
    "records",
    "release",
  )({
    events: ["RecordReleased"],
    args: (input: OfRecord) => [requireRecordId(input.record)],
  });

  /** Says that a record's keys and salts are destroyed. By its records officer, who destroys them. */
  readonly erase = this.write(
    "records",
    "erase",
  )({
    events: ["RecordErased"],
    args: (
      input: WithReason & {
        /** The latest, as the officer saw it. */
        readonly version: number;
      },
    ) => [requireRecordId(input.record), versionOf(input.version), optionalHash(input.reason, "reason")],
  });

  /** Journals that a reader was given a record's key. By its records officer. */
  readonly grant = this.write(
    "records",
    "grant",
  )({
    events: ["RecordGranted"],
    args: (
      input: OfRecord & {
        /** From `readerPseudonym`. */
        readonly reader: string;
        /** Content address of the wrapped key. */
        readonly grant: string;
      },
    ) => [requireRecordId(input.record), hashOf(input.reader, "reader"), hashOf(input.grant, "grant")],
  });

  /** Journals that a reader will be given no later key. By its records officer. */
  readonly withdrawGrant = this.write(
    "records",
    "withdrawGrant",
  )({
    events: ["GrantWithdrawn"],
    args: (input: OfRecord & { readonly reader: string }) => [
      requireRecordId(input.record),
      hashOf(input.reader, "reader"),
    ],
  });

  /** Journals that fields were shown to the public. By its records officer. */
  readonly disclose = this.write(
    "records",
    "disclose",
  )({
    events: ["RecordDisclosed"],
    args: (
      input: OfRecord & {
        readonly version: number;
        /** Content address of the disclosed fields and their proof. */
        readonly disclosure: string;
      },
    ) => [requireRecordId(input.record), versionOf(input.version), hashOf(input.disclosure, "disclosure")],
  });

  /** Asks the register whether a version of a record is what it is said to be. */
  async verify({ record, version, schema, root }: Claim): Promise<VerdictView> {
    const { records } = this.desk.contracts;
    return viewVerdict(
      await records.verify(
        requireRecordId(record),
        versionOf(version),
        hashOf(schema, "schema"),
        hashOf(root, "root"),
      ),
    );
  }

  /** The same of one field of it. */
  async verifyField({
    record,
    version,
    schema,
    root,
    field,
  }: Claim & { readonly field: FieldClaim }): Promise<VerdictView> {
    const { records } = this.desk.contracts;
    const proven = { ...field, proof: [...field.proof] };
    return viewVerdict(
      await records.verifyField(
        requireRecordId(record),
        versionOf(version),
        hashOf(schema, "schema"),
        hashOf(root, "root"),
        proven,
      ),
    );
  }

  /** The same of a member of a batch. */
  async verifyMember(claim: {
    readonly batch: string;
    readonly schema: string;
    /** The batch's. */
    readonly root: string;
    readonly member: string;
    readonly memberRoot: string;
    readonly proof: readonly string[];
  }): Promise<VerdictView> {
    const { records } = this.desk.contracts;
    return viewVerdict(
      await records.verifyMember(
        requireRecordId(claim.batch, "batch"),
        hashOf(claim.schema, "schema"),
        hashOf(claim.root, "root"),
        requireRecordId(claim.member, "member"),
        hashOf(claim.memberRoot, "memberRoot"),
        claim.proof.map((node, i) => hashOf(node, `proof, node ${i + 1}`)),
      ),
    );
  }
}

const versionOf = (version: number): number => wholeNumber(version, MOST[16], "version", 1);

const commitmentOf = ({ record, schema, root, class: retention }: CommitmentInput, place: string) => ({
  id: requireRecordId(record, place),
  schema: hashOf(schema, `${place}, schema`),
  root: hashOf(root, `${place}, root`),
  class: wholeNumber(retention, MOST[8], `${place}, class`, 1),
});

const viewVerdict = (it: {
  readonly anchored: boolean;
  readonly current: boolean;
  readonly held: boolean;
  readonly erased: boolean;
  readonly day: bigint;
}): VerdictView => ({
  anchored: it.anchored,
  current: it.current,
  held: it.held,
  erased: it.erased,
  day: it.anchored ? dateOf(Number(it.day)) : undefined,
});
