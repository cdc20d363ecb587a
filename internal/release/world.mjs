// The registry that npm is configured with, in the form of the local one: who is logged in there may publish.
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { execa } from 'execa';

export async function worldRegistry() {
  const { stdout } = await execa('npm', ['config', 'get', 'registry'], { cwd: tmpdir() });
  const url = stdout.replace(/\/?$/, '/');
  return {
    url,
    async packument(name) {
      const response = await fetch(new URL(name.replace('/', '%2f'), url));
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`${url} answered ${response.status} for ${name}`);
      return response.json();
    },
    // npm may ask for the one-time password: on the terminal.
    async publish(tarball) {
      await execa('npm', ['publish', resolve(tarball)], { cwd: tmpdir(), stdio: 'inherit' });
    },
    async stop() {},
  };
}
