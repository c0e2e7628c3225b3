import type { Mend } from '@slipway/shared/workflow/edit';
import { t } from '../../../messages/t.ts';

/** The words of a mend: for its button, and for undo. */
export const mendText = ({ says, names }: Mend): string => t(`mend.${says}`, names);
