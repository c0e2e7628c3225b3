import { databaseConformance } from './conformance.ts';
import { openTemporaryDatabase } from './temporary.ts';

databaseConformance('embedded', openTemporaryDatabase);
