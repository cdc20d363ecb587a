// What Node and Bun differ in: whether two paths can change places in one step.

/** Exchanges what is at two paths, of whatever kinds, in one step. `false` where that is impossible: nothing happened. */
export type Exchange = (a: string, b: string) => boolean;
