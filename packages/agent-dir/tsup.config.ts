import { libraryOf } from '../../tsup.base.ts';

export default libraryOf({
  index: 'src/index.ts',
  link: 'src/link/index.ts',
  'target-index': 'src/target-index/index.ts',
});
