// The version of this package. A named import of JSON is not one that every bundler takes.
import packageJson from '../package.json' with { type: 'json' };

export const { version } = packageJson;
