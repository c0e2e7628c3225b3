export { type Pair, pairsOf } from './pairs.ts';
export { type Proposal, type Proposing, proposeTests, type Shown } from './propose.ts';
