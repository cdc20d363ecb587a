// What a message costs in a shell, beside a function of bash and a bash of its own.
import { spawn } from 'node:child_process';
import { Failure, EXIT } from '@rhachet/kit';

/** Microseconds of one. */
export interface FromBash {
  readonly message: number;
  readonly captured: number;
  readonly call: number;
  readonly process: number;
}

/** The quickest of five batches each, in turns. */
const SCRIPT = `
source "$1" || exit 1
@ -v counter Counter new || exit 1
plain() { REPLY=$((value++)); }
message() { @ -v REPLY "$counter" increment; }
captured() { REPLY=$(@ "$counter" getValue); }
process() { bash -c :; }
quickest() {
  local start end took
  for ((i = 0; i < $2; i++)); do $1; done
  start=\${EPOCHREALTIME/[.,]/}
  for ((i = 0; i < $2; i++)); do $1; done
  end=\${EPOCHREALTIME/[.,]/}
  took=$(( (end - start) * 100 / $2 ))
  if [[ -z \${best[$1]-} || $took -lt \${best[$1]} ]]; then best[$1]=$took; fi
}
declare -A best=()
for round in 1 2 3 4 5; do
  quickest message 400; quickest plain 2000; quickest captured 40; quickest process 20
done
printf '%s %s %s %s' "\${best[message]}" "\${best[captured]}" "\${best[plain]}" "\${best[process]}"
`;

/** @param bash the path of trash.bash. @throws Failure where there is no bash, or no daemon comes up */
export async function fromBash(
  bash: string,
  { env, stop }: { readonly env: NodeJS.ProcessEnv; readonly stop: AbortSignal },
): Promise<FromBash> {
  const child = spawn('bash', ['-c', SCRIPT, 'bench', bash], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Not the daemon alone: the script would start another.
  const kill = (): void => void child.kill('SIGKILL');
  stop.addEventListener('abort', kill);
  if (stop.aborted) kill();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  const [message, captured, call, process] = stdout.split(' ').map((text) => Number(text) / 100);
  if (code === 0 && message && captured && call && process)
    return { message, captured, call, process };
  throw new Failure('the messages from bash could not be measured', {
    code: 'BENCH',
    exit: EXIT.unavailable,
    details: stderr.split('\n').filter(Boolean),
    hint: 'bash 4.4 or newer must be in PATH',
  });
}
