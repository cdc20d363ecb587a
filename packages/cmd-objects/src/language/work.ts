// How much the parser has read. A test holds it to the length of the text: time is too noisy to show a quadratic.

/** Tokens, characters that were passed over one by one, and places where the end of a here-document was looked for. */
export const work = { steps: 0 };
