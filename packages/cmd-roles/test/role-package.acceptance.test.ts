// A real role package from packing to use, with npm.
import { checkExample } from './role-package.checks.ts';

checkExample('npm');
