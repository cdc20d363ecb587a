// The help of the program, apart from the code that nobody who asks for it needs.

import { readFileSync } from 'node:fs';

export const HELP = `perf-harness: what a launcher, wrapper or hook adds to a direct call.

  perf-harness gate    [perf.config.ts]   a verdict on each of \`gates\`
  perf-harness compare [perf.config.ts]   the figures of \`tables\` and \`gates\`, without a verdict
  perf-harness run     [perf.config.ts]   the times of each of \`commands\`
  perf-harness run -- <command>           … or of one command
  perf-harness trace   [perf.config.ts]   the waterfall of every \`command\`, from its trace files or from strace
  perf-harness trace -- <command>         … or of one command
  perf-harness trace --file <trace.json>  … or of a trace that is there
  perf-harness report <results.json>      the same results in another form

  --json                results as JSON on stdout (\`results\` in hyperfine's shape), no progress bar
  --export-json <file>  the same into a file
  --markdown <file>     for a pull request
  --html <file>         one page with plots, which needs no network
  --only <text>         only entries with this text in their names
  --runs <n>            runs of each command; of a statistical gate, at most
  --seed <n>            repeats the order of the runs
  --from <source>       of trace: auto, file or strace
  --chrome <file>       of trace: Chrome trace events, which Perfetto opens
  --svg <file>          of trace: a drawing
  --help, --version

The configuration is perf.config.ts, .mts, .mjs, .js or .json in the working directory, or the named file:

  import { defineConfig } from '@rhachet/perf-harness';
  export default defineConfig({
    gates: [{ name: 'our git', command: ['./bin/our-git', '--version'], direct: ['git', '--version'] }],
  });

Exit codes: 0 pass, or done; 1 over the budget; 2 inconclusive, or it could not run.
`;

/** Of this package. */
export function version(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
