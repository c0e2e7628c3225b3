/** Work that only one process at a time may do, by name; whoever does not renew in time (the database's clock) has lost it. */
export interface LeasesTable {
  environment: string;
  name: string;
  owner: string;
  until_ms: number;
}

/** The tables of `migrations/0006-processes.ts`. */
export interface ProcessesTables {
  leases: LeasesTable;
}
