// objects bench: what messages cost, here and now.
import { dirname, join } from 'node:path';
import type { Outcome } from '@rhachet/kit';
import { inTemporaryDir } from '@rhachet/serve';
import { fromBash } from '../bench/from-bash.ts';
import { inProcess } from '../bench/in-process.ts';
import { nativeTimed } from '../bench/native.ts';
import { rows, table } from '../bench/table.ts';
import { killDaemon } from '../daemon/control.ts';
import { Runtime } from '../runtime.ts';
import type { ObjectsCall } from './explain.ts';

/** The bundle has been moved since it was built: the package is looked for by its name. */
function trashBash(): string {
  const manifest = ['@rhachet/cmd-objects', 'package.json'].join('/');
  return join(dirname(require.resolve(manifest)), 'bash/trash.bash');
}

/** In a directory of its own, with a daemon of its own. */
export const bench = ({ json }: ObjectsCall<object>): Promise<Outcome> =>
  inTemporaryDir('rhachet-objects-', async (dir, stop) => {
    const socket = join(dir, 'tt.sock');
    const runtime = Runtime.open({ database: join(dir, 'inside.db') });
    try {
      const timed = await inProcess(runtime, stop);
      const env = { ...process.env, TT_SOCKET: socket, SQLITE_JSON_DB: join(dir, 'objects.db') };
      const native = nativeTimed(dir);
      stop.throwIfAborted();
      const all = rows({ timed, native, bash: await fromBash(trashBash(), { env, stop }) });
      const missing = native.missing === null ? '' : `not measured: ${native.missing}\n`;
      return { note: missing, print: json ? `${JSON.stringify(all)}\n` : table(all) };
    } finally {
      runtime.close();
      await killDaemon(socket);
    }
  });
