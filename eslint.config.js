import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The floors of the house (ARCHITECTURE.md): a package may import from the floors below its own only.
 * What a package is not allowed to import is listed per floor, lowest first.
 */
const GROUND = ['@rhachet/kit', '@rhachet/perf-harness'];
const MIDDLE = ['@rhachet/agent-dir', '@rhachet/launch', '@rhachet/runtime', '@rhachet/serve'];
const TARGET = ['@rhachet/target'];
const COMMANDS = ['@rhachet/cmd-*'];
const TOP = ['@rhachet/dispatcher', 'rhachet'];

const closed = (folder, forbidden, message) => ({
  files: [`packages/${folder}/src/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }] }],
  },
});

const floors = [
  closed(
    '{kit,perf-harness}',
    [...GROUND, ...MIDDLE, ...TARGET, ...COMMANDS, ...TOP],
    'kit and perf-harness stand on the ground: they import no package of ours.',
  ),
  closed(
    '{agent-dir,launch,runtime,serve}',
    [...MIDDLE, ...TARGET, ...COMMANDS, ...TOP, '@rhachet/perf-harness'],
    'This floor may import kit only.',
  ),
  closed(
    'target',
    [...TARGET, ...COMMANDS, ...TOP, '@rhachet/runtime', '@rhachet/perf-harness'],
    'What commands share about targets: it may import kit, agent-dir and launch.',
  ),
  closed(
    'cmd-*',
    [...COMMANDS, ...TOP, '@rhachet/perf-harness'],
    'A command imports no other command and nothing above it: what two commands need lives below both.',
  ),
  closed(
    'dispatcher',
    [...MIDDLE, ...TARGET, ...COMMANDS, 'rhachet', '@rhachet/perf-harness'],
    'The dispatcher loads commands at run time and imports none.',
  ),
];

const onlyKit = [
  {
    selector:
      "MemberExpression[object.name='process'][property.name=/^(exit|exitCode|abort|stdout|stderr)$/]",
    message: 'Only kit writes to the terminal and ends the process: return an Outcome.',
  },
];

export default ts.config(
  {
    ignores: [
      '**/dist/**',
      '**/.turbo/**',
      '**/.cache/**',
      'examples/hello-repo/**',
      '**/fixtures/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...onlyKit],
    },
  },
  {
    // A test file is a table of cases; a script and the perf-harness CLI own their process.
    files: [
      '**/*.test.ts',
      '**/test/**',
      'internal/**',
      'scripts/**',
      '**/scripts/**',
      '**/bench/**',
      '*.js',
    ],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: [
      'packages/kit/src/terminal*.ts',
      'packages/perf-harness/src/cli/terminal.ts',
      'packages/perf-harness/src/cli/start.ts',
      // It stands for a shell, below kit.
      'packages/runtime/lib/start-shell.js',
    ],
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' },
  },
  ...floors,
);
