/** Says what was seen of a claim, and whether it holds. */
export type Tell = (claim: string, holds: boolean, seen: string | number) => void;

export type Proof = (tell: Tell) => Promise<void>;
