import { libraryOf } from '../../tsup.base.ts';

export default libraryOf({ index: 'src/index.ts', session: 'src/session/index.ts' });
