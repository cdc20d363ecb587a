// roles cost: what each file of a role costs in tokens, whatever its boot.yml chooses.
import type { Call, Outcome } from '@rhachet/kit';
import { type RoleOptions, rolesAsked, SKIPPED } from '../boot/boot.ts';
import { type FileCost, fileCosts } from './file-costs.ts';
import { report } from './report.ts';
import { summaryOf } from './summary.ts';
import type { Role } from '@rhachet/agent-dir';

interface Priced {
  role: Role;
  files: FileCost[];
}

function textOf({ role, files }: Priced, ifPresent: boolean): string {
  if (files.length > 0) return report(role, files);
  return ifPresent ? '' : `\n⚠️  No resources found in ${role.dir}\n\n`;
}

const dataOf = ({ role, files }: Priced): object => ({
  repo: role.repo,
  role: role.role,
  present: true,
  summary: summaryOf(files),
  files,
});

export function costOfRoles(call: Pick<Call, 'json'> & { options: RoleOptions }): Outcome {
  const asked = rolesAsked(call.options).map(({ name, role }) => ({
    name,
    priced: role && { role, files: fileCosts(role) },
  }));
  if (call.json) {
    const roles = asked.map(({ name, priced }) =>
      priced ? dataOf(priced) : { role: name, present: false },
    );
    return { print: `${JSON.stringify({ roles })}\n` };
  }
  const ifPresent = call.options['if-present'] === true;
  return {
    print: asked.map(({ priced }) => (priced ? textOf(priced, ifPresent) : SKIPPED)).join(''),
  };
}
