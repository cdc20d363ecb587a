// Whether something is at a path.
import { existsSync } from 'node:fs';

export const exists = (path: string): boolean => existsSync(path);
