import { defineConfig, type Options } from 'tsup';
import { library } from '../../tsup.base.ts';

export default defineConfig({
  ...(library as Options),
  entry: ['src/index.ts', 'src/beside.ts', 'src/captured.ts'],
});
