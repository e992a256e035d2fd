import { type Case, gasOf } from "../cases.js";
import { BATCH, evidence } from "../world.js";
import { type BuildingWorld, registration, surveyOf } from "./world.js";

const DAY = 86_400;

const propertyOf = ({ fisc, signers }: BuildingWorld) => fisc.buildings.connect(signers.property);

const sized = (name: string, gas: (world: BuildingWorld, items: number) => Promise<bigint>) =>
  [1, BATCH].map((items) => ({
    name: `${name}.${String(items)}`,
    items,
    gas: (world: BuildingWorld) => gas(world, items),
  }));

/** Every case of buildings, in the order of the table. */
export const BUILDING_CASES: readonly Case<BuildingWorld>[] = [
  ...sized("building.register", (world, items) =>
    gasOf(
      propertyOf(world).register(
        world.agency,
        Array.from({ length: items }, (_, index) => registration("CC", index)),
      ),
    ),
  ),
  ...sized("building.survey", async (world, items) => {
    const today = Math.floor((await world.connection.networkHelpers.time.latest()) / DAY);
    const surveys = world.buildings.slice(0, items).map((id) => surveyOf(id, today, 80));
    return gasOf(propertyOf(world).survey(world.agency, surveys));
  }),
  {
    name: "building.custody.1",
    items: 1,
    gas: async (world) => {
      const { fisc, signers, otherAgency, buildings } = world;
      const [building = ""] = buildings;
      const seen = await fisc.buildings.facts(building);
      const offered = await gasOf(propertyOf(world).offerCustody(building, otherAgency, evidence()));
      const acceptor = fisc.buildings.connect(signers.otherProperty);
      return offered + (await gasOf(acceptor.acceptCustody(building, seen, evidence())));
    },
  },
  ...sized("building.order", (world, items) =>
    gasOf(
      propertyOf(world).orderWork(
        world.agency,
        world.obligations.slice(0, items).map((obligation, index) => ({
          building: world.buildings[index] ?? "",
          obligation,
          kind: 3,
          lease: `0x${"0".repeat(64)}`,
          evidence: evidence(),
        })),
      ),
    ),
  ),
];
