export { importRules, type RulesImport, type RulesImportOptions } from './json-rules-engine.ts';
