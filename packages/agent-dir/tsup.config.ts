import { libraryOf } from '../../tsup.base.ts';

const entry = {
  boot: 'src/boot/index.ts',
  'boot-yml': 'src/boot-yml/index.ts',
  index: 'src/index.ts',
  link: 'src/link/index.ts',
  'target-index': 'src/target-index/index.ts',
};

/** `#yaml` is the library here; a command that bundles this package has a bundle of its own there. */
export default libraryOf(entry, ['#yaml']);
