// A program that writes trace files as DESIGN section 7 defines them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A node program with three stages, of which `target.found` computes for `busyMs`; written into `folder`. */
export function tracedProgram(folder: string, busyMs: number): string[] {
  const file = join(folder, `traced-${busyMs}.mjs`);
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';
    const now = () => performance.timeOrigin + performance.now();
    let from = Number(process.env.RHACHET_TRACE_T0);
    const events = [];
    const mark = (name) => {
      const at = now();
      events.push({ name, ph: 'X', ts: from * 1000, dur: (at - from) * 1000, pid: process.pid });
      from = at;
    };
    mark('launch');
    mark('dispatch.start');
    const end = now() + ${busyMs};
    while (now() < end);
    mark('target.found');
    mark('target.exec');
    if (process.env.RHACHET_TRACE) {
      appendFileSync(process.env.RHACHET_TRACE, '[\\n' + events.map((e) => JSON.stringify(e) + ',\\n').join(''));
    }
    console.log('done');`,
  );
  return [process.execPath, file];
}
