/** A public test network that `hardhat.config.ts` knows, by its name there. */
export interface PublicNetwork {
  readonly title: string;
  readonly chainId: number;
  /** What Hardhat knows of its rules: `op` for chains of the OP Stack. */
  readonly chainType: "l1" | "op" | "generic";
  /** The variable, of the keystore or the environment, that holds the URL of its JSON-RPC. */
  readonly rpcVariable: string;
  /** Blocks that a transaction must have on top of it, itself included, before the next step builds on it. */
  readonly confirmations: number;
  /** Where verified sources can be read, for links. */
  readonly explorer: string;
}

/** The variable, of the keystore or the environment, that holds the private key that deploys. */
export const DEPLOYER_KEY = "FISC_DEPLOYER_KEY";

export const PUBLIC_NETWORKS = {
  sepolia: {
    title: "Sepolia",
    chainId: 11155111,
    chainType: "l1",
    rpcVariable: "SEPOLIA_RPC_URL",
    confirmations: 3,
    explorer: "https://sepolia.etherscan.io",
  },
  "base-sepolia": {
    title: "Base Sepolia",
    chainId: 84532,
    chainType: "op",
    rpcVariable: "BASE_SEPOLIA_RPC_URL",
    confirmations: 5,
    explorer: "https://sepolia.basescan.org",
  },
  "op-sepolia": {
    title: "OP Sepolia",
    chainId: 11155420,
    chainType: "op",
    rpcVariable: "OP_SEPOLIA_RPC_URL",
    confirmations: 5,
    explorer: "https://sepolia-optimism.etherscan.io",
  },
  "arbitrum-sepolia": {
    title: "Arbitrum Sepolia",
    chainId: 421614,
    chainType: "generic",
    rpcVariable: "ARBITRUM_SEPOLIA_RPC_URL",
    confirmations: 10,
    explorer: "https://sepolia.arbiscan.io",
  },
  "polygon-amoy": {
    title: "Polygon Amoy",
    chainId: 80002,
    chainType: "generic",
    rpcVariable: "POLYGON_AMOY_RPC_URL",
    confirmations: 10,
    explorer: "https://amoy.polygonscan.com",
  },
  "avalanche-fuji": {
    title: "Avalanche Fuji",
    chainId: 43113,
    chainType: "generic",
    rpcVariable: "AVALANCHE_FUJI_RPC_URL",
    confirmations: 2,
    explorer: "https://testnet.snowtrace.io",
  },
} as const satisfies Readonly<Record<string, PublicNetwork>>;

/** Chains of one's own: Hardhat's node and anvil. */
export const DEVELOPMENT_CHAINS: readonly number[] = [31337, 1337];
