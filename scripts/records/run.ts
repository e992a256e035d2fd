import type { JsonRpcApiProvider } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { fetchProof } from "../../sdk/records/chain/fetchProof.js";
import { decodeHeader } from "../../sdk/records/chain/header.js";
import { FIRST_VERSION } from "../../sdk/records/commitment.js";
import { newRecordId } from "../../sdk/records/recordId.js";
import { INVOICE } from "../../sdk/records/schema/evidence.js";
import { schemaHash } from "../../sdk/records/schema/schemaHash.js";
import { type Batch, batchOf } from "../../sdk/records/seal/batch.js";
import type { SealedRecord, SealJob, VerifyJob } from "./jobs.js";
import { type Pool, startPool } from "./pool.js";
import { openRegister, type Register } from "./register.js";

export interface BenchPlan {
  readonly records: number;
  readonly perBatch: number;
  readonly workers: number;
}

export interface BenchResult extends BenchPlan {
  readonly fieldsPerRecord: number;
  /** Records whose verdict was yes. */
  readonly verified: number;
  /** Why the first of the others was not. */
  readonly refusal: string | null;
  /** From the first record to the last verdict. */
  readonly seconds: number;
  readonly recordsPerSecond: number;
  /** What went before: starting threads, deploying, appointing. */
  readonly setUpSeconds: number;
  readonly sealSeconds: number;
  readonly anchorSeconds: number;
  readonly verifySeconds: number;
  /** Of all threads, set-up included: what it would take of cores that nobody else uses. */
  readonly cpuSeconds: number;
  readonly gasPerRecord: number;
  /** Of the whole process, at its end. */
  readonly memoryMiB: number;
}

const FIELDS = 20;

/** Records in a job: enough to make a message worth it, few enough to share them out evenly. */
const PER_JOB = 125;

/** Seals, anchors and verifies records. */
export async function runBench(plan: BenchPlan, onDone: (records: number) => void): Promise<BenchResult> {
  const begins = performance.now();
  const pool = startPool(plan.workers);
  const connection = await network.create("default");
  try {
    const register = await openRegister(connection);
    const ready = performance.now();
    const records = await sealed(pool, plan, register.organisation, onDone);
    const sealedAt = performance.now();
    const { batches, gas } = await anchored(register, plan, records, onDone);
    const anchoredAt = performance.now();
    const { verified, refusal } = await verifiedOf(pool, connection, register, batches, onDone);
    const ends = performance.now();
    const seconds = (ends - ready) / 1_000;
    const { user, system } = process.cpuUsage();
    return {
      ...plan,
      fieldsPerRecord: FIELDS,
      verified,
      refusal: refusal ?? null,
      seconds: rounded(seconds),
      recordsPerSecond: Math.round(plan.records / seconds),
      setUpSeconds: rounded((ready - begins) / 1_000),
      sealSeconds: rounded((sealedAt - ready) / 1_000),
      anchorSeconds: rounded((anchoredAt - sealedAt) / 1_000),
      verifySeconds: rounded((ends - anchoredAt) / 1_000),
      cpuSeconds: rounded((user + system) / 1_000_000),
      gasPerRecord: rounded(Number(gas) / plan.records),
      memoryMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
    };
  } finally {
    await Promise.all([pool.close(), connection.close()]);
  }
}

const rounded = (figure: number): number => Math.round(100 * figure) / 100;

async function sealed(
  pool: Pool,
  { records }: BenchPlan,
  organisation: number,
  onDone: (records: number) => void,
): Promise<SealedRecord[]> {
  const jobs = parts(records, PER_JOB).map(({ from, count }): SealJob => ({
    kind: "seal",
    organisation,
    from,
    count,
  }));
  return (await pool.run(jobs, ({ count }) => onDone(count))).flat();
}

interface AnchoredBatch {
  readonly batch: Batch;
  readonly records: readonly SealedRecord[];
}

async function anchored(
  register: Register,
  { perBatch }: BenchPlan,
  records: readonly SealedRecord[],
  onDone: (records: number) => void,
): Promise<{ batches: AnchoredBatch[]; gas: bigint }> {
  const batches: AnchoredBatch[] = [];
  let gas = 0n;
  for (const { from, count } of parts(records.length, perBatch)) {
    const members = records.slice(from, from + count);
    const batch = batchOf(newRecordId(register.organisation), members);
    const commitment = {
      id: batch.record,
      schema: schemaHash(INVOICE),
      root: batch.root,
      class: register.class,
    };
    const receipt = await (await register.records.anchorBatch(commitment, batch.members)).wait();
    gas += receipt?.gasUsed ?? 0n;
    batches.push({ batch, records: members });
    onDone(count);
  }
  return { batches, gas };
}

async function verifiedOf(
  pool: Pool,
  connection: NetworkConnection,
  register: Register,
  batches: readonly AnchoredBatch[],
  onDone: (records: number) => void,
): Promise<{ verified: number; refusal: string | undefined }> {
  const address = await register.records.getAddress();
  // It answers what the SDK asks of ethers' own.
  const provider = connection.ethers.provider as unknown as JsonRpcApiProvider;
  const jobs: VerifyJob[] = [];
  for (const { batch, records } of batches) {
    const proof = await fetchProof(provider, address, [{ record: batch.record, version: FIRST_VERSION }]);
    const { hash, timestamp } = decodeHeader(proof.header);
    const trust = { chainId: proof.chainId, register: address, blockHash: hash, now: timestamp };
    for (const { from, count } of parts(records.length, PER_JOB)) {
      const part = records
        .slice(from, from + count)
        .map((it) => ({ ...it, batch: batch.placeOf(it.record) }));
      jobs.push({ kind: "verify", proof, trust, records: part });
    }
  }
  const results = await pool.run(jobs, ({ records }) => onDone(records.length));
  return {
    verified: results.reduce((sum, it) => sum + it.verified, 0),
    refusal: results.find((it) => it.refusal !== undefined)?.refusal,
  };
}

function parts(total: number, size: number): { readonly from: number; readonly count: number }[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => ({
    from: i * size,
    count: Math.min(size, total - i * size),
  }));
}
