// The command package as a program, so that it can be run on either engine from its source.
import { runAlone } from '@rhachet/kit';
import definition from '../src/command.ts';

void runAlone(definition, process.argv.slice(2));
