// A real role package from packing to use, with pnpm, whose packages are links into a store of the project.
import { checkExample } from './role-package.checks.ts';

checkExample('pnpm');
