// Which command packages are installed, and in which versions.
import type { InstalledPackage } from '@rhachet/kit';
import type { Finding } from './finding.ts';

const OURS = ['all', 'roles', 'run', 'services'].map((name) => `@rhachet/cmd-${name}`);

export function packageFindings(installed: InstalledPackage[]): Finding[] {
  const found = installed.map(({ package: name, version, dir, commands }) => ({
    what: 'package',
    found: `${name} ${version}, ${dir}: ${commands.map((command) => command.name).join(', ')}`,
  }));
  // Alone, a package knows only itself.
  if (installed.length < 2) return found;
  const missing = OURS.filter((name) => !installed.some((one) => one.package === name));
  const absent = missing.map((name) => ({
    what: 'package',
    found: `${name} is not installed`,
    problem: `npm install ${name}`,
  }));
  return [...found, ...absent];
}
