// Imported where Node.js was given one of our bins, which is a shell script, as Yarn 2 and newer do: starts it as what
// it is. The parent stays; `node_modules/.bin/…` called directly is quicker and leaves none.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { isatty } from 'node:tty';

const [bin, ...words] = process.argv.slice(1);

/** A terminal sends these to the shell as well: forwarded, Ctrl-C would reach it twice. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'];
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGWINCH'];

function refusePlugAndPlay() {
  process.stderr.write(
    "rhachet: Yarn's Plug'n'Play has no node_modules, in which rhachet finds its runtime and its commands\n" +
      'hint: yarn config set nodeLinker node-modules && yarn install\n',
  );
  process.exitCode = words.includes('--required') ? 2 : 78;
}

/** Its end becomes ours. */
function endAs(code, signal) {
  if (signal === null) {
    process.exitCode = code;
    return;
  }
  for (const name of [...FROM_TERMINAL, ...FORWARDED]) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}

function startShell() {
  const child = spawn('/bin/sh', [bin, ...words], { stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  const onTerminal = [0, 1, 2].some((fd) => isatty(fd));
  for (const name of FORWARDED) process.on(name, pass);
  for (const name of FROM_TERMINAL) process.on(name, onTerminal ? () => {} : pass);
  child.on('exit', endAs);
}

if (process.versions.pnp) refusePlugAndPlay();
else startShell();
