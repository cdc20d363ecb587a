// objects headers: the C interface for plugins.
import type { Outcome } from '@rhachet/kit';
import { tools } from './explain.ts';

export const headers = (): Outcome => ({ print: tools().header() });
