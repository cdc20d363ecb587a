import { defineConfig, type Options } from 'tsup';
import { library } from '../../tsup.base.ts';

export default defineConfig({
  ...(library as Options),
  entry: { index: 'src/index.ts', link: 'src/link/index.ts' },
});
