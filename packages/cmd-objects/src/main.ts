// The entry of the bundle: the dispatcher requires it, the package's own bin starts it.
import { packageManifest, runAlone } from '@rhachet/kit';
import definition from './command.ts';

export default definition;

/** Asked by the build for dist/command.json. */
export const manifest = (): object => packageManifest(definition);

if (import.meta.main) void runAlone(definition, process.argv.slice(2));
