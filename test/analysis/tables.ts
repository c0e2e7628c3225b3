export { checkTables } from '@slipway/shared/table/testing';
