import { encodeCode } from "../../buildings/codes.js";
import { COST_KINDS, type CostKind } from "../../buildings/kinds.js";
import { FiscInputError } from "../../errors.js";
import { Domain } from "../desk.js";
import { optionalHash } from "../inputs/hex.js";
import { type ObligationRef, obligationOf, type OrganisationRef } from "../refs.js";

/** An obligation that shall pay for a building. */
export interface WorkOrderInput {
  readonly building: string;
  readonly obligation: ObligationRef;
  readonly kind: CostKind;
  /** Of rent, of which lease. */
  readonly lease?: string;
  readonly evidence?: string;
}

/** For which organisation; left out, the one that owns the obligation's account. */
interface ForOrganisation {
  readonly organisation?: OrganisationRef;
}

/** What buildings cost: which obligations name them. By property officers of the organisation that obligated. */
export class WorkOrders extends Domain {
  /** Opens orders. */
  readonly open = this.write(
    "buildings",
    "orderWork",
  )({
    events: ["WorkOrdered"],
    args: async (input: ForOrganisation & { readonly orders: readonly WorkOrderInput[] }) => {
      const [first] = input.orders;
      if (first === undefined) throw new FiscInputError("orders", "there is none", "give one at least");
      return [
        await this.organisation(input, first.obligation, "order 1, obligation"),
        input.orders.map((order, i) => orderOf(order, `order ${i + 1}`)),
      ];
    },
  });

  /** Withdraws an order that named the wrong building, as long as nothing is paid. */
  readonly withdraw = this.write(
    "buildings",
    "withdrawOrder",
  )({
    events: ["WorkOrderWithdrawn"],
    args: async (
      input: ForOrganisation & { readonly obligation: ObligationRef; readonly evidence?: string },
    ) => [
      await this.organisation(input, input.obligation, "obligation"),
      obligationOf(input.obligation),
      optionalHash(input.evidence, "evidence"),
    ],
  });

  private organisation(
    { organisation }: ForOrganisation,
    obligation: ObligationRef,
    place: string,
  ): Promise<number> {
    const { refs } = this.desk;
    return organisation === undefined
      ? refs.organisationOfObligation(obligation, place)
      : refs.organisation(organisation);
  }
}

function orderOf(order: WorkOrderInput, place: string) {
  const kind = COST_KINDS.indexOf(order.kind);
  if (kind <= 0) {
    throw new FiscInputError(
      `${place}, kind`,
      `"${order.kind}" is no kind of cost`,
      `use ${COST_KINDS.slice(1).join(", ")}`,
    );
  }
  return {
    building: encodeCode(order.building, `${place}, building`),
    obligation: obligationOf(order.obligation, `${place}, obligation`),
    kind,
    lease: encodeCode(order.lease ?? "", `${place}, lease`),
    evidence: optionalHash(order.evidence, `${place}, evidence`),
  };
}
