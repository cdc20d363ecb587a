// Node has no call for it.
import type { Exchange } from './exchange.ts';

export const exchange: Exchange = () => false;
