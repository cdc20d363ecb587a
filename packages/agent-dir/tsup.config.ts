import { libraryOf } from '../../tsup.base.ts';

const entry = {
  index: 'src/index.ts',
  link: 'src/link/index.ts',
  'target-index': 'src/target-index/index.ts',
};

/** `#yaml` is the library here; a command that bundles this package has a bundle of its own there. */
export default libraryOf(entry, ['#yaml']);
