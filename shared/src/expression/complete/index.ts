export { segmentsOf } from '../template.ts';
export { applyCompletion, type Completion, type CompletionRequest, complete } from './complete.ts';
export { conversionsOf, fitsIn, unitConversion } from './convert.ts';
export { functionHelp } from './help.ts';
export { type Finding, type Inspection, inspectText } from './inspect.ts';
export { pathText } from './leaves.ts';
export { typeOfSample, withSample } from './sample-type.ts';
export { type TokenKind, tokensOf } from './tokens.ts';
