import { libraryOf } from '../../tsup.base.ts';

export default libraryOf({ index: 'src/index.ts', 'target-index': 'src/target-index/index.ts' });
