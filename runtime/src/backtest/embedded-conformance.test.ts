import { openTemporaryDatabase } from '../database/index.ts';
import { backtestStoreConformance } from './conformance.ts';

backtestStoreConformance('embedded', openTemporaryDatabase);
