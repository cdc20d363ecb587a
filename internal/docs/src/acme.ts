// `rhachet-roles-acme`, the package of roles that the pages speak of.

const ROLES = ['mechanic', 'designer', 'architect'];

const roleLines = (slug: string): string[] => [
  `  - slug: ${slug}`,
  `    readme: roles/${slug}/readme.md`,
  '    briefs:',
  `      dirs: roles/${slug}/briefs`,
  '    skills:',
  `      dirs: roles/${slug}/skills`,
  '    inits:',
  `      dirs: roles/${slug}/inits`,
  '      exec:',
  `        - roles/${slug}/inits/setup.sh`,
];

const roleFiles = (slug: string): Record<string, string> => ({
  [`roles/${slug}/readme.md`]: `# ${slug}\n`,
  [`roles/${slug}/briefs/first.md`]: `# the first rule of the ${slug}\n`,
  [`roles/${slug}/skills/inspect-${slug}.sh`]: `#!/bin/sh\n# Says what the ${slug} sees.\necho fine\n`,
  [`roles/${slug}/inits/checks/tools.sh`]: '#!/bin/sh\ncommand -v git\n',
  [`roles/${slug}/inits/setup.sh`]: '#!/bin/sh\necho "set up"\n',
});

export const acmeFiles: Record<string, string> = {
  'package.json': `${JSON.stringify({ name: 'rhachet-roles-acme', version: '1.0.0' })}\n`,
  'readme.md': '# acme\n',
  'rhachet.repo.yml': `${['slug: acme', 'readme: readme.md', 'roles:', ...ROLES.flatMap(roleLines)].join('\n')}\n`,
  ...(Object.assign({}, ...ROLES.map(roleFiles)) as Record<string, string>),
};
