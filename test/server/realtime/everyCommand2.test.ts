import { proveCommands } from './everyCommand.ts';

proveCommands(2, 4);
