/** What a row's buttons and menu can ask for. */
export type RowIntent = 'enter' | 'add' | 'connect' | 'lead' | 'remove' | 'duplicate' | 'group' | 'regroup' | 'name';
