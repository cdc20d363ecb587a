// The rank of what names its reader: a mention, and a rule whose pattern is one.
export const MENTION_PRIORITY = 1_000;
