import { expect } from "chai";
import { dataSlice, id, toBeHex, ZeroAddress } from "ethers";

import { encodeCode, tokenIdOf } from "../../sdk/buildings/codes.js";
import { ACQUISITION, BUILDING_STATUS, type BuildingFacts, TITLE } from "../../sdk/buildings/facts.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { disposed, excess, housed, surplus } from "../fixtures/housed.js";
import { ethers, loadFixture } from "../fixtures/network.js";
import { entry } from "../helpers/buildings.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { documentIn, shouldBehaveLikeERC721 } from "./ERC721.behavior.js";

const story = () => loadFixture(housed);

describe("BuildingRegistry: token", () => {
  shouldBehaveLikeERC721(async () => {
    const { buildings, a, b, bureau } = await story();
    return {
      address: await buildings.getAddress(),
      errors: buildings.interface,
      token: tokenIdOf("HOME01"),
      owner: await buildings.holderOf(a.id),
      other: await buildings.holderOf(b.id),
      nobody: await buildings.holderOf(bureau.id),
      missing: tokenIdOf("NOTHING"),
      balances: [3n, 1n],
    };
  });

  it("is held at addresses that follow from the organisations' ids", async () => {
    const { buildings } = await story();
    const prefix = dataSlice(id("fisc.buildings.holder"), 0, 16);
    for (const organisation of [0, 1, 2, 0xffff_ffff]) {
      const holder = await buildings.holderOf(organisation);
      expect(holder.toLowerCase()).to.equal(prefix + toBeHex(organisation, 4).slice(2));
    }
  });

  it("counts nothing for addresses that only end like a holder's", async () => {
    const { buildings, a } = await story();
    const holder = BigInt(await buildings.holderOf(a.id));
    for (const address of [
      toBeHex(a.id, 20),
      toBeHex(holder ^ (1n << 32n), 20),
      toBeHex(holder ^ (1n << 159n), 20),
    ]) {
      expect(await buildings.balanceOf(address)).to.equal(0);
    }
  });

  it("is journalled as the standard asks when it is made and moved, and not otherwise", async () => {
    const { buildings, asA, asB, a, b, home } = await loadFixture(excess);
    const [from, to] = [await buildings.holderOf(a.id), await buildings.holderOf(b.id)];
    const made = asA.register(a.id, [entry("AL0001")]);
    await expectEvent(made, buildings, "Transfer", ZeroAddress, from, tokenIdOf("AL0001"));
    const restored = asA.restore(home, 0, EVIDENCE);
    await expect(restored).to.not.emit(buildings, "Transfer");
    const offered = asA.offerCustody(home, b.id, EVIDENCE);
    await expect(offered).to.not.emit(buildings, "Transfer");
    const accepted = asB.acceptCustody(home, await buildings.facts(home), EVIDENCE);
    await expectEvent(accepted, buildings, "Transfer", from, to, tokenIdOf("HOME01"));
  });

  it("gives its reasons to ordinary callers", async () => {
    const { buildings, stranger, asA, home } = await story();
    const refused = "BuildingRegistryCustodyByOfferOnly";
    await expectRevert(asA.transferFrom(stranger, stranger, home), buildings, refused, home);
    await expectRevert(asA.approve(stranger, home), buildings, refused, home);
    await expectRevert(asA.setApprovalForAll(stranger, true), buildings, refused, 0);
    const none = tokenIdOf("NOTHING");
    await expectRevert(buildings.ownerOf(none), buildings, "ERC721NonexistentToken", none);
    await expectRevert(buildings.balanceOf(ZeroAddress), buildings, "ERC721InvalidOwner", ZeroAddress);
  });

  describe("document", () => {
    const attributes = async (fixture: typeof housed, code: string, named?: Partial<BuildingFacts>) => {
      const { buildings, asA, a } = await loadFixture(fixture);
      if (named !== undefined) await asA.register(a.id, [entry(code, named)]);
      const document = documentIn(await buildings.tokenURI(encodeCode(code)));
      const told = Object.fromEntries(
        document.attributes.map(({ trait_type, value }) => [trait_type, value]),
      );
      expect(Object.keys(told)).to.have.length(document.attributes.length);
      return { document, told, custodian: a.id };
    };

    it("tells code, custodian and facts", async () => {
      const named = {
        area: 1_234_567,
        standing: 2,
        use: 1,
        kind: 2,
        title: TITLE.managed,
        acquisition: ACQUISITION.donated,
      };
      const { document, told, custodian } = await attributes(housed, "AL0001", named);
      expect(document.name).to.equal("AL0001");
      expect(document.description).to.equal(
        `Public building AL0001, in the custody of organisation ${String(custodian)}.`,
      );
      expect(told).to.deep.equal({
        Custodian: custodian,
        Status: "Active",
        Title: "Managed",
        Acquisition: "Donated",
        Standing: 2,
        Kind: 2,
        Use: 1,
        "Square feet": 12_345.67,
      });
    });

    it("tells condition and utilisation once there was a survey", async () => {
      const { buildings, asA, a, home } = await story();
      await asA.survey(a.id, [{ id: home, condition: 100, utilisation: 0, day: 1, evidence: EVIDENCE }]);
      const { attributes: told } = documentIn(await buildings.tokenURI(home));
      expect(told.slice(-2)).to.deep.equal([
        { trait_type: "Condition", value: 100 },
        { trait_type: "Utilisation", value: 0 },
      ]);
    });

    it("names every status", async () => {
      const of = async (fixture: typeof housed, code: string) =>
        (await attributes(fixture, code)).told.Status;
      expect(await of(housed, "PLAN01")).to.equal("Planned");
      expect(await of(housed, "HOME01")).to.equal("Active");
      expect(await of(excess, "HOME01")).to.equal("Excess");
      expect(await of(surplus, "HOME01")).to.equal("Surplus");
      expect(await of(disposed, "HOME01")).to.equal("Disposed");
    });

    it("names every title and acquisition", async () => {
      const { owned, leased, managed } = TITLE;
      const ways: [number, number, string, string][] = [
        [owned, ACQUISITION.none, "Owned", "Not stated"],
        [owned, ACQUISITION.purchased, "Owned", "Purchased"],
        [managed, ACQUISITION.constructed, "Managed", "Constructed"],
        [managed, ACQUISITION.donated, "Managed", "Donated"],
        [leased, ACQUISITION.leased, "Leased", "Leased"],
      ];
      for (const [title, acquisition, ...told] of ways) {
        const { told: it } = await attributes(housed, "AL0001", { title, acquisition, area: 5 });
        expect([it.Title, it.Acquisition, it["Square feet"]]).to.deep.equal([...told, 0.05]);
      }
    });

    it("is JSON whatever a code's characters are, and whatever its length", async () => {
      for (const code of [`"`, "\\", `\\"`, `{"a":"\\u0000"}`, "</script>", "'`%&", "~".repeat(31)]) {
        const { document } = await attributes(housed, code, { status: BUILDING_STATUS.planned });
        expect(document.name).to.equal(code);
      }
    });
  });

  it("has a version, and is deployed with waits of 1 second to 365 days", async () => {
    const { buildings, registry, ledger } = await story();
    expect(await buildings.version()).to.equal("1.0.0");
    expect(await buildings.waits()).to.deep.equal([30n * 86_400n, 60n * 86_400n]);
    const year = 365 * 86_400;
    const deploy = (excessWait: number, surplusWait: number) =>
      ethers.deployContract("BuildingRegistry", [registry, ledger, excessWait, surplusWait]);
    for (const [one, other] of [
      [0, 1],
      [1, 0],
      [year + 1, 1],
      [1, year + 1],
    ] as const) {
      await expectRevert(deploy(one, other), buildings, "BuildingRegistryInvalidWaits", one, other);
    }
    for (const [one, other] of [
      [1, year],
      [year, 1],
    ] as const) {
      const it = await deploy(one, other);
      const created = Promise.resolve(it.deploymentTransaction());
      await expectEvent(created, it, "BuildingRegistryCreated", registry, ledger, one, other);
      expect(await it.waits()).to.deep.equal([one, other].map(BigInt));
    }
  });
});
