export {
  describeExpression,
  describePath,
  describeValue,
  EXPRESSION_WORDINGS,
  isMoment,
  sayExpression,
  type Telling,
} from './describe.ts';
export { words } from './words.ts';
