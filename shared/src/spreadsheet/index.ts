export { readSpreadsheet, type SpreadsheetReading } from './read.ts';
export { writeSpreadsheet } from './write.ts';
