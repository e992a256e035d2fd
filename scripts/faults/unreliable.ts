import { BadAnswer, type Endpoint } from "../../sdk/outbox/endpoint.js";

/** Of so many answers one is bad. */
const BAD_IN = 20;

/** A node that now and then stalls, answers with a web page, forgets to answer, or tells that a payment failed. */
export function unreliable(endpoint: Endpoint, fraction: () => number): Endpoint {
  const wrongs: ((answer: unknown) => unknown)[] = [
    () => {
      throw new BadAnswer("it answers with a web page (HTTP 502)");
    },
    () => {
      throw new BadAnswer("its answer broke off");
    },
    () => new Promise(() => undefined),
    (answer) => (isReceipt(answer) ? { ...answer, status: "0x0", logs: [] } : answer),
  ];
  return {
    name: `${endpoint.name}, unreliable`,
    async request(question) {
      const answer = await endpoint.request(question);
      if (fraction() * BAD_IN >= 1) return answer;
      return wrongs[Math.floor(fraction() * wrongs.length)]?.(answer);
    },
  };
}

const isReceipt = (answer: unknown): answer is object =>
  typeof answer === "object" && answer !== null && "status" in answer;
