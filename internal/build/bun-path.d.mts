/** The path of the Bun executable that the runtime package ships. Throws when none is installed. */
export function bunPath(): string;
