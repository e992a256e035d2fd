import { NO_EVIDENCE } from "../../sdk/acts.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import { asTop, type Person } from "../fixtures/freshLedger.js";
import { time } from "../fixtures/network.js";
import { addKey, appoint, contractOfficer, enrolled } from "../fixtures/staffed.js";
import { NO_CODES } from "../helpers/codes.js";
import { fields, operation, schedule } from "../helpers/timelock.js";
import { type Agency, DAY, type Desk, DESKS, type Stage } from "./stage.js";

/** Desks whose duties are kept apart. */
const SWAPPED = [
  ["contracting", "receiving"],
  ["contracting", "certifying"],
  ["submitting", "certifying"],
  ["certifying", "disbursing"],
  ["submitting", "disbursing"],
] as const;

/** What happens to officers: they come, go, change desks and keys; payments are halted, operations vetoed. */
export class Officers {
  readonly #events: readonly ((agency: Agency, desk: Desk) => Promise<unknown>)[];
  #turn: number;

  constructor(private readonly stage: Stage) {
    this.#events = [
      (agency, desk) => this.#revoke(agency, desk),
      (agency, desk) => this.#succeed(agency, desk),
      (agency, desk) => this.#dismiss(agency, desk),
      (agency, desk) => this.#changeKey(agency, desk),
      (agency, desk) => this.#stealKey(agency, desk),
      (agency) => this.#swapDesks(agency),
      (agency) => this.#organise(agency),
      (agency) => this.#halt(agency),
      (agency) => this.#halt(agency),
      () => this.#lift(),
      () => this.#replacePayer(),
      (agency, desk) => this.#vetoDismissal(agency.people[desk]),
      () => this.#vetoLift(),
      () => this.#replaceInspector(),
    ];
    this.#turn = stage.random.below(this.#events.length);
  }

  /** Each kind of thing in turn, from a random one on, to random people. */
  async next(): Promise<void> {
    const { random } = this.stage;
    const event = this.#events[this.#turn++ % this.#events.length];
    await event?.(this.stage.agency(), random.oneOf(DESKS));
  }

  get #administrator() {
    const { registry, founders } = this.stage.world;
    return registry.connect(founders.administrator.signer);
  }

  get #registrar() {
    const { registry, founders } = this.stage.world;
    return registry.connect(founders.registrar.signer);
  }

  async #revoke({ id, people }: Agency, desk: Desk): Promise<void> {
    const { stage } = this;
    const officer = people[desk];
    const by = stage.random.chance(0.5) ? this.#administrator : this.#registrar;
    await stage.attempt(() => by.revoke(officer.id, id));
    if (stage.random.chance(0.9))
      await stage.attempt(() => appoint(stage.world, officer.id, id, OFFICES[desk]));
  }

  /** Someone new takes over the desk, for a time or up to an amount; the former one stays in office, or not. */
  async #succeed({ id, people }: Agency, desk: Desk): Promise<void> {
    const { stage } = this;
    const { random } = stage;
    const former = people[desk];
    const successor = await enrolled(stage.world, stage.newName("person "));
    const limit = 10n ** BigInt(6 + random.below(6));
    const until = (await time.latest()) + random.below(200 * DAY);
    const terms = random.chance(0.7) ? { limit } : { limit, until };
    const appointed = await stage.attempt(() => appoint(stage.world, successor.id, id, OFFICES[desk], terms));
    if (!appointed) return;
    people[desk] = successor;
    if (random.chance(0.5))
      await stage.attempt(() => stage.world.registry.connect(former.signer).revoke(former.id, id));
  }

  async #dismiss(agency: Agency, desk: Desk): Promise<void> {
    const { stage } = this;
    const former = agency.people[desk];
    await stage.attempt(() => this.#registrar.dismiss(former.id, stage.evidence()));
    if (stage.random.chance(0.3)) {
      // And back, at the same desk, with a new key that does not work yet. A registrar alone can't.
      const signer = await stage.newKey();
      const byTop = stage.world.registry.connect(await asTop(stage.world));
      const by = stage.random.chance(0.2) ? this.#registrar : byTop;
      await stage.attempt(() => by.addKey(former.id, signer));
      await stage.attempt(() => appoint(stage.world, former.id, agency.id, OFFICES[desk]));
      agency.people[desk] = { id: former.id, signer };
      return;
    }
    const successor = await enrolled(stage.world, stage.newName("person "));
    await stage.attempt(() => appoint(stage.world, successor.id, agency.id, OFFICES[desk]));
    agency.people[desk] = successor;
  }

  /** A further key takes the first one's place once it works. */
  async #changeKey({ people }: Agency, desk: Desk): Promise<void> {
    const { stage } = this;
    const { registry } = stage.world;
    const officer = people[desk];
    const signer = await stage.newKey();
    const added = await stage.attempt(() => addKey(stage.world, officer, signer));
    if (!added || stage.random.chance(0.4)) return;
    await time.increase((await registry.settings()).keyDelay);
    people[desk] = { id: officer.id, signer };
    const by = stage.random.chance(0.5) ? registry.connect(signer) : this.#registrar;
    await stage.attempt(() => by.revokeKey(officer.signer));
  }

  /** A stolen key proposes another one before it is revoked: nobody can add that one after. */
  async #stealKey({ id, people }: Agency, desk: Desk): Promise<void> {
    const { stage } = this;
    const { registry } = stage.world;
    const officer = people[desk];
    const thief = await stage.newKey();
    await stage.attempt(() => registry.connect(officer.signer).proposeKey(thief));
    if (stage.random.chance(0.5)) await stage.attempt(() => this.#registrar.revokeKey(officer.signer));
    if (stage.random.chance(0.5)) await stage.attempt(() => this.#registrar.addKey(officer.id, thief));
    if (Number(await registry.officerOf(officer.signer)) === officer.id) return;
    const successor = await enrolled(stage.world, stage.newName("person "));
    await stage.attempt(() => appoint(stage.world, successor.id, id, OFFICES[desk]));
    people[desk] = successor;
  }

  /** Two people change desks: duties stay apart all the same. */
  async #swapDesks({ id, people }: Agency): Promise<void> {
    const { stage } = this;
    const [one, other] = stage.random.oneOf(SWAPPED);
    const [former, latter] = [people[one], people[other]];
    await stage.attempt(() => appoint(stage.world, former.id, id, officesMask(other)));
    await stage.attempt(() => appoint(stage.world, latter.id, id, officesMask(one)));
    people[one] = latter;
    people[other] = former;
  }

  /** A new bureau, whose code may be none. */
  async #organise({ id, people }: Agency): Promise<void> {
    const { stage } = this;
    const { random, world } = stage;
    const code = random.chance(0.3) ? random.oneOf(NO_CODES) : stage.newName(`B-${id}-`);
    const by = random.chance(0.7) ? people.administrator.signer : world.stranger;
    await stage.attempt(() => world.registry.connect(by).createOrganisation(id, code));
  }

  async #halt({ id }: Agency): Promise<void> {
    const { stage } = this;
    const { random, world } = stage;
    const scope = random.chance(0.3) ? 0 : id;
    const duration = random.below(random.chance(0.5) ? DAY : 8 * DAY);
    const by = world.registry.connect(stage.inspector.signer);
    await stage.attempt(() => by.halt(scope, duration, stage.evidence()));
  }

  /** Lifts what it halts first, where nothing cools down; at times what is not halted. */
  async #lift(): Promise<void> {
    const { stage } = this;
    const { random, world } = stage;
    const { registry } = world;
    const halting = registry.connect(stage.inspector.signer);
    let scope = random.oneOf(stage.agencies).id;
    for (const one of [...stage.agencies.map(({ id }) => id), 0]) {
      if (random.chance(0.1)) continue;
      if (!(await stage.attempt(() => halting.halt(one, DAY, stage.evidence())))) continue;
      scope = one;
      break;
    }
    await time.increase(random.below(DAY / 2));
    const by = random.chance(0.5) ? stage.inspector.signer : await asTop(world);
    await stage.attempt(() => registry.connect(by).lift(scope));
  }

  async #replacePayer(): Promise<void> {
    const { stage } = this;
    await stage.attempt(() => this.#registrar.dismiss(stage.payer.id, NO_EVIDENCE));
    const offices = officesMask("paying", "collecting");
    stage.payer = await contractOfficer(stage.world, TREASURY, offices);
    if (stage.random.chance(0.5)) return;
    // Up to an amount a posting.
    const limit = 10n ** BigInt(4 + stage.random.below(6));
    await stage.attempt(() => appoint(stage.world, stage.payer.id, TREASURY, offices, { limit }));
  }

  async #vetoDismissal({ id }: Person): Promise<void> {
    const { registry } = this.stage.world;
    await this.#veto(registry.interface.encodeFunctionData("dismiss", [id, NO_EVIDENCE]));
  }

  async #vetoLift(): Promise<void> {
    const { registry } = this.stage.world;
    await this.#veto(registry.interface.encodeFunctionData("lift", [0]));
  }

  /** The inspector vetoes what the council scheduled. */
  async #veto(data: string): Promise<void> {
    const { stage } = this;
    const { registry, timelock, council, veto } = stage.world;
    const it = operation(await registry.getAddress(), data, stage.evidence());
    await stage.attempt(() => schedule(timelock, council[0], it));
    await stage.attempt(() => veto.connect(stage.inspector.signer).veto(...fields(it)));
  }

  async #replaceInspector(): Promise<void> {
    const { stage } = this;
    const { world, inspector } = stage;
    const successor = await enrolled(world, stage.newName("inspector "));
    const byTop = world.registry.connect(await asTop(world));
    if (await stage.attempt(() => byTop.replaceInspector(inspector.id, successor.id)))
      stage.inspector = successor;
  }
}
