// The same as rhachet.repo.yml, for programs that import a role package instead of reading its manifest.
import { fileURLToPath } from 'node:url';

const at = (path) => ({ uri: fileURLToPath(new URL(path, import.meta.url)) });
const command = (path) => ({ cmd: at(path).uri });

const boot = (role) => ({
  command: `./node_modules/.bin/rhachet roles boot --repo example --role ${role}`,
  timeout: 'PT30S',
});

const GUARD = 'claude.hooks/no-force-push';

const maintainer = {
  slug: 'maintainer',
  name: 'Maintainer',
  purpose: 'keep a repository in a state in which others like to work',
  traits: [],
  readme: at('roles/maintainer/readme.md'),
  boot: at('roles/maintainer/boot.yml'),
  briefs: { dirs: at('roles/maintainer/briefs') },
  skills: { dirs: at('roles/maintainer/skills'), refs: [] },
  inits: {
    dirs: at('roles/maintainer/inits'),
    exec: [
      command('roles/maintainer/inits/setup/editorconfig.sh'),
      command('roles/maintainer/inits/setup/commit-template.sh'),
    ],
  },
  hooks: {
    onBrain: {
      onBoot: [boot('maintainer')],
      onTool: [
        {
          command: `./node_modules/.bin/rhachet run --required --init ${GUARD} --repo example --role maintainer`,
          timeout: 'PT5S',
          filter: { what: 'Bash', when: 'before' },
        },
      ],
    },
  },
};

const writer = {
  slug: 'writer',
  name: 'Writer',
  purpose: 'write what people read when they are stuck',
  traits: [],
  readme: at('roles/writer/readme.md'),
  briefs: {
    dirs: [
      at('roles/writer/briefs/style'),
      at('roles/writer/briefs/structure'),
      at('roles/writer/briefs/review'),
    ],
  },
  skills: { dirs: at('roles/writer/skills'), refs: [] },
  inits: {
    dirs: at('roles/writer/inits'),
    exec: [command('roles/writer/inits/check-tools.sh')],
  },
  hooks: { onBrain: { onBoot: [boot('writer')] } },
};

export const getRoleRegistry = () => ({
  slug: 'example',
  readme: at('readme.md'),
  roles: [maintainer, writer],
});
