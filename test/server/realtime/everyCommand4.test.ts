import { proveCommands } from './everyCommand.ts';

proveCommands(4, 4);
