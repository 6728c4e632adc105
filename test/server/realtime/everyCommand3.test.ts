import { proveCommands } from './everyCommand.ts';

proveCommands(3, 4);
