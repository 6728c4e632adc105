import { proveCommands } from './everyCommand.ts';

proveCommands(1, 4);
