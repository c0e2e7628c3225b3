/** Builds the designer when its sources, or those of shared/, are newer than what was built last. */
export declare function buildDesigner(): void;
